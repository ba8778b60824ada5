"""What people call machines and make passwords of: trees, beasts, sweets, heroes of cartoons.

Tables and forms only; hardly a word of the trade is here (no cloud, key, branch, salt). Invariant:
forms of the singular, in small letters and without ё. Deliberately elsewhere: where such a word is
a machine's name (`called`).
"""

from __future__ import annotations

import functools

from app.confidentiality.detectors.morphology import singular
from app.confidentiality.detectors.tables import words

NOUNS = words(
    """
    берёза дуб клён тополь осина ольха рябина липа ива ель ёлка сосна кедр пихта лиственница ясень
    вяз бук граб каштан орешник черёмуха сирень акация пальма баобаб бамбук кипарис эвкалипт секвойя
    можжевельник терновник шиповник боярышник бузина калина жасмин
    ромашка василёк одуванчик тюльпан роза лилия ландыш подснежник незабудка колокольчик пион астра
    георгин гвоздика мак фиалка орхидея кактус лотос подсолнух лютик лаванда ирис нарцисс хризантема
    крапива лопух чертополох полынь папоротник мох лишайник клевер репейник осока камыш
    барсук ёж ёжик лось олень косуля кабан волк лиса лисица заяц кролик белка бурундук бобр выдра
    норка куница соболь горностай ласка хорёк енот рысь медведь росомаха хомяк суслик сурок крот
    бегемот слон жираф зебра лев тигр леопард гепард пантера ягуар пума лама верблюд кенгуру коала
    панда ленивец муравьед броненосец дикобраз утконос ехидна опоссум мангуст сурикат гиена шакал
    койот буйвол бизон зубр носорог горилла шимпанзе мартышка лемур обезьяна крокодил аллигатор
    черепаха ящерица варан игуана хамелеон геккон саламандра тритон лягушка жаба удав кобра гадюка
    корова бык телёнок козёл коза баран овца свинья поросёнок осёл мул пони конь лошадь жеребец пёс
    собака щенок кот кошка котёнок хаски мопс такса бульдог
    воробей синица снегирь дятел кукушка соловей жаворонок ласточка стриж скворец грач ворона ворон
    галка сорока сойка дрозд иволга голубь чайка альбатрос пеликан фламинго цапля аист журавль
    лебедь гусь утка селезень индюк петух курица цыплёнок павлин фазан куропатка перепел тетерев
    глухарь рябчик сокол ястреб орёл беркут коршун сапсан кондор гриф сова филин страус пингвин
    попугай какаду тукан колибри зимородок
    щука окунь карась карп сом судак лещ ёрш налим осётр белуга лосось форель сёмга горбуша треска
    сельдь скумбрия тунец акула скат дельфин касатка кашалот нарвал морж тюлень осьминог кальмар
    краб креветка омар медуза устрица мидия
    муравей пчела шмель оса стрекоза кузнечик сверчок богомол светлячок майка паук скорпион гусеница
    яблоко груша слива вишня черешня абрикос персик нектарин айва гранат хурма апельсин мандарин
    лимон лайм грейпфрут помело банан ананас манго папайя киви маракуйя арбуз дыня виноград малина
    клубника земляника ежевика голубика черника брусника клюква морошка смородина крыжовник
    облепиха инжир финик кокос
    картошка морковь свёкла репа редиска редька капуста кабачок баклажан тыква огурец помидор горох
    фасоль чечевица укроп петрушка кинза щавель шпинат хрен имбирь корица ваниль кардамон шафран
    куркума тимьян розмарин мята мелисса
    пирожок пирог пельмень вареник блин оладья сырник кекс булка бублик баранка сухарик печенье
    пряник зефир мармелад пастила халва нуга ириска карамель шоколад мороженое варенье повидло джем
    сметана кефир ряженка простокваша борщ солянка окрошка винегрет оливье компот кисель квас
    чайник самовар кастрюля сковородка кружка ложка вилка тапок валенок варежка шапка шарф матрёшка
    балалайка гармошка гитара скрипка флейта барабан рояль труба
    снежинка сосулька метель вьюга пурга иней туман гром радуга заря закат рассвет сумрак вулкан
    чебурашка крокодил гена шапокляк матроскин шарик печкин винни пятачок кролик иа карлсон незнайка
    буратино мальвина чиполлино айболит колобок снегурочка буян леший домовой водяной кикимора
    русалка кощей горыныч жар-птица емеля садко добрыня муромец попович лукоморье
    чук гек ладья ферзь пешка
    меркурий венера марс юпитер сатурн уран нептун плутон сириус вега альтаир бетельгейзе антарес
    зевс гера аполлон афина гермес посейдон аид кронос прометей титан геркулес тор локи перун
    велес сварог ярило
    енисей ангара байкал ладога онега эльбрус казбек арарат эверест
    """
)

ENGLISH = words(
    """
    aardvark alligator alpaca anteater antelope armadillo baboon badger bandicoot barracuda bear
    beaver beetle bison boar bobcat buffalo bulldog bumblebee bunny butterfly camel capybara caribou
    caterpillar catfish centipede chameleon cheetah chimpanzee chinchilla chipmunk cicada clam cobra
    cockatoo cockroach condor cougar cow coyote crab crane cricket crocodile crow cuckoo deer dingo
    dinosaur dodo dog dolphin donkey dormouse dove dragonfly duck duckling eagle earwig eel egret
    elephant elk emu falcon ferret finch firefly flamingo flea fox frog gannet gazelle gecko gerbil
    gibbon giraffe gnat goat goldfish goose gopher gorilla grasshopper grouse guppy hamster hare
    hawk hedgehog heron herring hippo hornet horse hummingbird hyena ibex ibis iguana impala jackal
    jackdaw jaguar jay jellyfish kangaroo kestrel kingfisher kitten koala komodo kookaburra ladybug
    lark lemming lemur leopard lion lizard llama lobster locust lynx macaque macaw magpie mallard
    mammoth manatee mandrill mantis marlin marmoset marmot marten meerkat mink mole mongoose monkey
    moose mosquito moth mule muskrat narwhal newt nightingale ocelot octopus okapi opossum orangutan
    orca oriole osprey ostrich otter owl ox oyster panda panther parakeet parrot partridge peacock
    pelican penguin perch pheasant pig pigeon pike piranha platypus pony porcupine porpoise possum
    prawn puffin puma puppy quail quokka rabbit raccoon racoon rat raven reindeer rhino roadrunner
    robin rook rooster salamander salmon sardine anchovy scorpion seagull seahorse seal shark sheep
    shrew shrimp skunk sloth snail snake sparrow spider squid squirrel starfish starling stoat
    stork swallow swan swift tadpole tapir tarantula termite tern tiger toad tortoise toucan trout
    tuna turkey turtle urchin viper vole vulture wallaby walrus warthog wasp weasel whale wolf
    wolverine wombat woodpecker worm wren yak zebra
    acacia alder almond aloe anemone apple apricot ash aspen aster avocado azalea bamboo banana baobab
    begonia birch blackberry blueberry bluebell boxwood bramble broccoli buttercup cabbage cactus
    camellia carrot cashew cauliflower cedar celery cherry chestnut chicory chrysanthemum clementine
    clover coconut cornflower cranberry crocus cucumber currant cypress daffodil dahlia daisy dandelion
    dogwood elder elderberry elm eucalyptus fern fig fir foxglove fuchsia gardenia geranium ginger
    ginkgo gooseberry grape grapefruit guava hawthorn hazelnut heather hemlock hibiscus holly
    honeysuckle hyacinth hydrangea iris ivy jasmine juniper kale kiwi kumquat larch laurel lavender
    leek lemon lettuce lichen lilac lily lime linden lotus lupin lychee magnolia mahogany mandarin
    mango maple marigold melon mimosa mistletoe moss mulberry mushroom nectarine nettle oak oleander
    olive onion orange orchid palm pansy papaya parsnip peach peanut pear pecan peony pepper petunia
    pine pineapple pistachio plum pomegranate poplar poppy potato primrose pumpkin quince radish
    raspberry redwood rhubarb rosewood rowan satsuma sequoia snowdrop spinach spruce strawberry
    sunflower sweetpea sycamore tangerine teak thistle tomato tulip turnip violet walnut watermelon
    wheat willow wisteria yew zinnia zucchini
    allspice anise basil cardamom cayenne chili cinnamon clove coriander cumin curry dill fennel
    fenugreek garlic horseradish licorice mace marjoram mint mustard nutmeg oregano paprika parsley
    peppermint rosemary saffron sage sesame sorrel spearmint tarragon thyme turmeric vanilla wasabi
    bagel baguette biscuit brownie burrito butter butterscotch caramel cheddar cheesecake chocolate
    chutney crumpet cupcake custard donut doughnut dumpling falafel fondue fudge gelato
    gingerbread gnocchi gouda granola gravy guacamole halva honey hummus ketchup kimchi lasagna
    lollipop macaroni macaron marmalade marshmallow marzipan mozzarella muffin noodle nougat nutella
    omelette pancake parmesan pastrami pepperoni pesto pickle pierogi pizza popcorn popsicle porridge
    pretzel pudding ravioli risotto salami salsa sausage scone sherbet sorbet souffle spaghetti
    sprinkle strudel sushi taco tapioca tiramisu toffee tofu tortilla treacle truffle waffle yogurt
    absinthe americano amaretto beer bourbon brandy cappuccino champagne chai cocoa cognac
    cortado espresso gin kombucha latte lemonade macchiato martini merlot mocha mojito prosecco
    ristretto rum sangria sherry smoothie tequila vermouth vodka whiskey
    abacus accordion anvil banjo bassoon bathtub bicycle blanket bonfire boomerang
    bulldozer candle cannon canoe caravan cello chimney clarinet cottage cradle crayon cymbal
    drum easel feather fiddle fireplace flute galleon glacier gondola guitar hammock harmonica harp
    haystack helicopter hourglass igloo kayak kettle kite ladle lagoon lantern lighthouse locomotive
    lute mandolin marble mitten moccasin mothership oboe paddle paintbrush parasol piano pillow pinwheel
    quilt rainbow rickshaw rocket saddle sailboat sandcastle saxophone scarecrow scarf scooter
    shovel skateboard sledge slipper snowball snowboard snowflake snowman sombrero spoon submarine
    tambourine teacup teapot telescope thimble toboggan tractor treadmill tricycle trombone trumpet
    tuba tugboat ukulele umbrella unicorn unicycle violin wagon waterfall wheelbarrow whistle windmill
    xylophone yacht yoyo zeppelin
    amethyst beryl citrine cobalt coral emerald garnet granite jade jasper malachite marble moonstone
    obsidian onyx opal pearl peridot quartz sapphire topaz turquoise zircon
    blizzard breeze cyclone hailstone hurricane monsoon sunshine tempest thunder thunderbolt tornado
    tsunami typhoon volcano
    banshee bogeyman centaur cyclops dryad fairy gargoyle genie ghost ghoul gnome goblin golem
    gremlin griffin imp kraken leprechaun mermaid minotaur nymph ogre pixie poltergeist satyr siren
    sphinx sprite troll vampire warlock werewolf yeti zombie
    gandalf gollum samwise boromir smaug hobbit yoda chewbacca leia padme windu jabba ewok wookie
    gonzo kermit fozzie rowlf scooter beaker bunsen grover elmo oscar bigbird ernie bert snuffy
    pikachu charmander bulbasaur squirtle mario luigi bowser yoshi zelda sonic knuckles pacman
    dumbledore hagrid hermione hogwarts voldemort snape dobby shrek fiona nemo dory bambi dumbo simba
    mufasa baloo mowgli asterix obelix tintin popeye garfield snoopy woodstock scooby shaggy
    huey dewey louie goofy pluto mickey minnie donald tweety sylvester wile dilbert dogbert catbert
    """
)
"""Beasts, plants, dishes, instruments, stones and heroes that hardly anybody in operations means."""

AMBIGUOUS = words(
    """
    bear orange violet lime ghost robin worm snake seal crane perch swift drum feather quilt whistle
    fox mole sage mint mustard bison ash palm pine spoon candle kite lantern marble gremlin troll imp
    quail rook jay bull bunny rocket paddle cobalt coral jade oscar bert mario dory nemo wile sprite
    satellite unicorn squid falcon lynx gopher puma mule elk yak golem breeze tempest sparkle martini
    """
)
"""Those that are a word of the trade, a verb or a product as well: they need a place of their own."""


@functools.cache
def forms() -> frozenset[str]:
    """Every case of the singular of every word."""
    return frozenset(form for noun in NOUNS for form in singular(noun))
