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
    георгин гвоздика фиалка орхидея кактус лотос подсолнух лютик лаванда ирис нарцисс хризантема
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


PROPER = words(
    """
    zeus hera apollo athena ares hermes artemis hades poseidon demeter dionysus hephaestus hestia
    aphrodite eros nike nyx gaia uranus cronus kronos rhea atlas prometheus epimetheus hyperion themis
    phoebe mnemosyne oceanus tethys coeus crius iapetus helios selene eos aeolus asclepius morpheus
    hypnos thanatos nemesis tyche calypso circe medea medusa perseus theseus heracles hercules jason
    orpheus eurydice icarus daedalus minos sisyphus tantalus narcissus midas ajax achilles hector
    odysseus ulysses penelope telemachus agamemnon menelaus priam cassandra electra antigone oedipus
    jocasta creon pandora pegasus cerberus hydra chimera minotaur centaur argus typhon echidna styx
    acheron lethe elysium olympus jupiter juno minerva vulcan mars venus neptune pluto mercury saturn
    janus bacchus cupid faunus flora aurora luna sol vesta ceres proserpina romulus remus aeneas dido
    odin frigg thor loki baldur balder tyr freyr freya freyja heimdall heimdallr bragi idun iduna njord
    skadi sif hel fenrir jormungandr sleipnir yggdrasil valhalla asgard midgard jotunheim mimir ymir
    huginn munin muninn mjolnir gungnir ragnarok bifrost norns urd verdandi skuld vidar vali forseti
    anubis osiris isis horus seth thoth ptah sobek bastet bast sekhmet hathor nephthys khonsu khnum
    amun aten geb nut maat apep apophis imhotep nefertiti cleopatra ramses ramesses tutankhamun cheops
    brahma vishnu shiva ganesha ganesh hanuman krishna rama lakshmi saraswati parvati durga kali indra
    agni varuna surya ganga garuda arjuna bhima ravana sita amaterasu susanoo tsukuyomi raijin fujin
    inari hachiman izanagi izanami ebisu daikoku benten quetzalcoatl tlaloc huitzilopochtli
    tezcatlipoca kukulkan itzamna viracocha inti pachamama anansi ogun shango eshu oshun yemoja
    marduk ishtar inanna enki enlil gilgamesh enkidu tiamat ashur nabu shamash mithras ahura zarathustra
    baal astarte dagon moloch lilith leviathan behemoth golem dazhbog perun veles svarog stribog mokosh
    yarilo chernobog belobog triglav svantovit rod lugh dagda morrigan brigid cernunnos epona danu
    merlin arthur lancelot galahad gawain percival guinevere morgana mordred excalibur camelot avalon
    beowulf grendel siegfried brunhilde lohengrin parsifal tristan isolde roland
    io europa ganymede callisto amalthea himalia metis thebe mimas enceladus dione titan phoebe janus
    iapetus pandora titania oberon ariel umbriel miranda puck triton nereid proteus larissa charon
    nix kerberos deimos phobos eris haumea makemake sedna quaoar orcus varuna ixion pallas hygiea juno
    sirius canopus arcturus vega capella rigel procyon achernar betelgeuse hadar altair aldebaran
    antares spica pollux castor fomalhaut deneb mimosa regulus adhara shaula bellatrix elnath alnilam
    alnitak mintaka alioth dubhe merak mizar alcor alkaid polaris algol mira andromeda cassiopeia
    cepheus cygnus lyra draco orion perseus auriga gemini taurus aries cancer leo virgo libra scorpius
    sagittarius capricornus aquarius pisces ursa centaurus eridanus phoenix corvus crater hydrus lupus
    magellan voyager pioneer cassini huygens galileo hubble kepler viking sojourner curiosity
    perseverance sputnik vostok soyuz mir skylab apollo artemis challenger columbia discovery endeavour
    gandalf frodo bilbo samwise merry pippin aragorn legolas gimli boromir faramir elrond galadriel
    arwen eowyn theoden gollum smeagol sauron saruman balrog smaug thorin balin dwalin fili kili bombur
    rohan gondor mordor moria rivendell lothlorien isengard hobbiton shire minas tirith morgul arnor
    numenor valinor beleriand feanor melkor morgoth ungoliant shelob treebeard radagast glorfindel
    yoda vader anakin leia chewbacca chewie kenobi obiwan padme amidala windu dooku maul palpatine
    sidious jabba lando boba jango grogu mandalorian ahsoka ewok wookiee tatooine hoth dagobah endor
    naboo coruscant kashyyyk mustafar alderaan bespin jakku geonosis kamino lothal scarif jedha
    skywalker solo falcon deathstar picard riker worf troi laforge crusher kirk spock mccoy scotty
    uhura sulu chekov sisko kira odo quark janeway tuvok neelix chakotay archer tpol enterprise
    defiant romulan klingon vulcan borg ferengi cardassia bajor qonos
    optimus megatron bumblebee starscream ironhide ratchet jazz soundwave shockwave cybertron prime
    skynet wopr hal marvin zaphod trillian ford arthur dent deepthought walle eve baymax gort robby
    bender fry leela zoidberg farnsworth nibbler homer marge bart lisa maggie milhouse moe barney
    krusty smithers burns flanders apu cartman kenny kyle stan butters rick morty batman robin joker
    penguin catwoman superman lex flash aquaman cyborg ironman hulk thor hawkeye widow wolverine storm
    cyclops magneto xavier rogue gambit beast groot rocket gamora drax thanos ultron jarvis vision
    wakanda asgard gotham metropolis krypton arkham
    hogwarts hermione dumbledore snape hagrid voldemort dobby hedwig draco sirius lupin luna neville
    narnia aslan caspian arrakis caladan giedi ix tleilax muaddib atreides harkonnen leto chani stilgar
    shaihulud fremen sardaukar trantor terminus gaia solaris helliconia rama hyperion winterfell
    westeros essos braavos dorne valyria meereen arya sansa bran jon daenerys drogon rhaegal viserion
    tyrion cersei jaime hodor casterly riften solitude whiterun skyrim morrowind tamriel azeroth thrall
    arthas illidan sylvanas jaina uther lordaeron stormwind orgrimmar zelda ganon hyrule mario luigi
    peach bowser yoshi wario toad sonic tails knuckles pikachu charmander charizard squirtle bulbasaur
    snorlax eevee mewtwo gengar jigglypuff psyduck magikarp gyarados ditto mew lucario
    asterix obelix dogmatix getafix tintin snowy haddock calculus smurf gargamel papa smurfette
    snoopy woodstock linus schroeder garfield odie dilbert wally dogbert ratbert hobbes calvin
    mickey minnie donald daisy goofy pluto chip dale scrooge huey dewey louie bambi thumper dumbo
    simba nala mufasa scar timon pumbaa baloo bagheera mowgli kaa nemo dory marlin buzz woody jessie
    shrek fiona donkey totoro kiki ponyo chihiro haku goku vegeta gohan piccolo trunks naruto sasuke
    sakura kakashi luffy zoro nami sanji usopp asuka shinji rei
    everest lhotse makalu kangchenjunga annapurna manaslu dhaulagiri nanga shishapangma gasherbrum
    matterhorn eiger jungfrau mont blanc elbrus kazbek ararat kilimanjaro meru kenya denali mckinley
    rainier shasta whitney logan aconcagua chimborazo cotopaxi fuji fujisan etna vesuvius stromboli
    krakatoa olympus parnassus sinai zugspitze watzmann dachstein triglav rysy gerlach hekla katla
    amazon nile danube rhine elbe volga dnieper dniester vistula oder loire rhone seine thames severn
    tagus ebro douro tiber arno tigris euphrates indus ganges brahmaputra mekong yangtze amur lena
    yenisei angara baikal ladoga onega victoria tanganyika malawi titicaca zambezi limpopo niger congo
    mozart beethoven bach haydn handel vivaldi verdi puccini rossini wagner brahms schubert schumann
    chopin liszt mahler bruckner debussy ravel satie tchaikovsky rachmaninov mussorgsky prokofiev
    shostakovich stravinsky dvorak smetana grieg sibelius elgar holst purcell monet manet renoir degas
    cezanne gauguin matisse picasso dali miro kandinsky klee klimt rembrandt vermeer rubens titian
    caravaggio raphael donatello michelangelo leonardo botticelli goya velazquez
    newton einstein galilei copernicus tycho faraday maxwell planck bohr heisenberg schrodinger dirac
    fermi feynman curie pasteur darwin mendel linnaeus lavoisier mendeleev gauss euler riemann hilbert
    fourier laplace lagrange cauchy fermat pascal leibniz descartes pythagoras euclid archimedes
    aristotle socrates plato democritus hypatia ptolemy avicenna fibonacci turing lovelace babbage
    hopper knuth dijkstra shannon vonneumann wirth ritchie kernighan torvalds tesla edison marconi
    wasabi sriracha tabasco habanero jalapeno chipotle poblano cayenne
    """
)
"""Gods, heroes, planets, stars, mountains, rivers, composers: what people call machines by."""


def is_proper(word: str) -> bool:
    """Whether a word in small letters is one of them, and no other word of English."""
    return word in PROPER and word not in _WORDS


_WORDS = words(
    """
    prime flash storm beast vision solo maul leo cancer rod sol mir jazz moe merry dent ford fry stan
    burns chip dale buzz scar tails toad peach snowy papa calculus crusher joker widow rogue curiosity
    discovery challenger pioneer viking crater flora nut eve hal robin archer quark rocket penguin
    wolverine falcon mars logan victoria kenya niger lena mars rick kyle kenny jon jaime jason arthur
    lisa maggie bart homer kira troi woody jessie donald daisy minnie mickey calvin luna miranda ariel
    roland tristan phoebe penelope leonardo raphael rama kali rei sakura luffy indra mont blanc minas
    tirith nanga piccolo donkey columbia congo seth inti hel eos eros nike vali urd geb apep prime
    spock scotty linus leia jasper trunks terminus ix seine arno tiber flash bran storm io ajax hydra
    thanos cassandra prometheus atlas aurora titan amazon puck nix styx wally hubble metropolis solitude
    shire thor moe hulk gotham fermat pascal turing maxwell kepler shannon planck gauss euler fourier
    laplace cauchy hilbert dijkstra mira vega phoenix orion castor draco lupus lyra scrooge jarvis
    ratchet
    enterprise apollo mercury endeavour voyager marlin dirac dory nemo delta wagner raphael baal handel
    """
)
"""Those of them that are words, first names, measures, methods or products as well."""


EMBLEMS = (ENGLISH - AMBIGUOUS) | (PROPER - _WORDS)
"""What a firm or a project is called after, too, where it has a capital within a sentence."""


@functools.cache
def forms() -> frozenset[str]:
    """Every case of the singular of every word."""
    return frozenset(form for noun in NOUNS for form in singular(noun))
