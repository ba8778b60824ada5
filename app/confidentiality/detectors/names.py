"""Given names and surnames, written down for the detector of people: Latin script.

`GIVEN` are names that are hardly ever anything else; `AMBIGUOUS` are names that are words, places
or products too and count only beside a surname or a word for a person. Russian names stand in their
usual transliterations.
"""

from __future__ import annotations

from app.confidentiality.detectors.tables import words

GIVEN = words(
    """
    aaron abby abdul abdullah abigail abraham adam adele adelaide adrian adriana adrienne agatha
    agnes ahmad ahmed aidan aileen aisha akira alan alana albert alberta alberto alejandra
    alejandro alena alessandra alessandro alex alexander alexandra alexandre alexei alexey
    alexis alfonso alfred alfredo ali alice alicia alina alisha alison alla allan allison alyssa
    amanda amelia amir amy anastasia anatoly anders andre andrea andreas andrei andrew andrey
    andy angela angelica angelina anika anita anna annabel anne annette annie anthony anton
    antonia antonio anya archibald ariana arkady arlene armando arnold aron arseny artem arthur
    arturo artyom arun asha ashley ashok astrid audrey august augustus aurora barbara barry bart
    bartholomew beatrice beatrix becky ben benedict benjamin bernard bernadette bernice bert
    bertha beth bethany betty beverly bianca billy bjorn blanche bob bobby bogdan boris brandon
    brenda brendan brent brett brian brianna bridget britney brittany bruce bruno bryan byron
    calvin cameron camila camille candice carl carla carlos carmen carol caroline carolyn carrie
    catherine cathy cecil cecilia cedric celeste celia cesar charlene charles charlie charlotte
    chelsea cheryl chiara chloe chris christa christina christine christoph christopher christy
    chuck cindy claire clara clarence clarissa claude claudia claudio clayton clement clifford
    clyde cody colin colleen connie connor conrad constance cora corey cornelia courtney craig
    cristina curtis cynthia cyril daisuke damian damien damon dan dana daniel daniela danielle
    danil daniil danny daria darlene darrell darren daryl dasha dave david dawson deanna debbie
    deborah debra deepak deirdre delia denis denise dennis derek desmond diana diane diego
    dieter dimitri dina dinesh dirk dmitri dmitriy dmitry dolores dominic dominik dominique
    donald donna dora doris dorothy doug douglas duncan dustin dwight dylan earl ed eddie edgar
    edith edmund eduard eduardo edward edwin egor eileen ekaterina elaine eleanor elena eli
    elias elijah elisa elisabeth elizabeth ella ellen elmer eloise elsa elsie elvira emil emilia
    emilio emily emma emmanuel enrique eric erica erich erik erika erin ernest ernesto esteban
    estelle esther ethan eugene eugenia eva evan evelyn evgenia evgeniy evgeny fabian fabio
    fatima fedor felicia felipe felix fernanda fernando filip fiona florian floyd frances
    francesca francesco francis francisco francois frank franklin franz fred freda freddie
    frederic frederick fredrik frieda fritz fyodor gabriel gabriela gabrielle gail galina gareth
    gary gavin gene genevieve gennady geoff geoffrey george gerald geraldine gerard gerda
    gertrude gilbert gina giovanni giulia giuseppe gladys gleb glenda glenn gloria gonzalo
    gordon graham greg gregory greta gretchen grigory guillermo gunter gustav gustavo gwen
    hannah hans harold harriet harry harvey hassan heather hector heidi heinrich heinz helen
    helena helga henri henrik henry herbert herman hilary hilda hiroshi holly homer horace
    howard hubert hugh hugo ian ibrahim ida ignacio igor ilona ilya imran ines inga ingrid inna
    ira irene irina irma isaac isabel isabella isabelle ismail ivan ivana ivanka ivor jack
    jackie jacob jacqueline jacques jaime jake james jamie jane janet janice janine jared jason
    javier jean jeanette jeanne jeff jeffrey jen jenna jennifer jenny jens jeremiah jeremy
    jerome jerry jesse jessica jill jim jimmy joan joanna joanne joaquin jochen jodie joe joel
    joey johan johann johanna johannes john johnny jon jonas jonathan jorge jose josef joseph
    josephine joshua juan juanita judith judy julian juliana julie juliet julio julius jurgen
    justin karen karin karina karl kate katerina katherine kathleen kathryn kathy katia katie
    katrina katya kay keith kelly ken kenneth kenny kevin khalid kim kimberly kira kirill
    kirsten klaus konstantin krista kristen kristin kristina kristine krzysztof ksenia kumar
    kurt kyle lara larisa larissa larry lars laura lauren laurence laurent laurie lawrence lea
    leah lena leo leon leona leonard leonardo leonid leroy leslie lester lev lidia lillian linda
    lindsay lisa liza lloyd logan lois lorenzo lorraine louis louise lucas lucia luciana lucie
    lucille lucy ludmila luigi luis luisa lukas luke lydia lyle lynn lyudmila mackenzie
    magdalena maggie mahmoud maja maksim malcolm manuel marc marcel marcela marcia marco marcos
    marcus margaret margarita margot maria mariana marianne marie marilyn marina mario marion
    marisa marjorie marko marlene marsha marta martha martin martina marvin mary masha mateo
    mathew mathias mathilde matt matteo matthew matthias maureen maurice maxim maximilian maya
    megan mehmet mei melanie melinda melissa melvin mercedes meredith michael michaela michel
    michele michelle miguel mika mikael mike mikhail mila milan mildred milena milos milton mira
    miranda miriam misha mohamed mohammad mohammed moira molly monica monika morris moses
    muhammad murat muriel nadezhda nadia nadine nancy naomi natalia natalie natalya natasha
    nathan nathaniel neil nellie nelson nicholas nick nicola nicolas nicole nigel nikita niko
    nikolai nikolaus nikolay nils nina noah noel nora norbert norma norman octavia oksana oleg
    olga oliver olivia olivier omar orlando oscar oskar osman otto owen pablo pamela paola paolo
    pascale pasha patricia patrick patrik patty paul paula paulina pauline paulo pavel pedro
    peggy penelope percy peter petr petra phil philip philipp philippe phillip phoebe phyllis
    pierre pietro polina prakash priya pyotr quentin rachel rafael raisa raj rajesh ralph ramon
    randall randy raquel rashid raul ravi raymond rebecca regina reginald reinhard renata renate
    rene renee reuben rhonda ricardo richard rick ricky rita robert roberta roberto rodney
    rodrigo roger roland rolf roman ron ronald ronnie rosa rosalie rosalind rosemarie rosemary
    ross roxanne roy ruben rudolf rupert ruslan russell rustam ruth ryan sabine sabrina sadie
    sally salvatore sam samantha samir samuel sandra sanjay santosh sara sarah sasha saul savva
    scott sean sebastian selena semyon serena serge sergei sergey sergio seth shane shannon
    sharon shaun shawn sheila shelley sherry shirley sigrid silvia simon simone slava sofia
    sonia sonja sonya sophia sophie stacey stacy stanislav stanley stefan stefania stefano
    stella stepan stephan stephanie stephen sterling steve steven stewart stuart sue sunil
    suresh susan susanna susanne suzanne sven svetlana sylvester sylvia tamara tammy tania tanya
    tara tatiana tatyana taylor ted teresa terrence terry thelma theo theodora theodore theresa
    thomas tiffany tim timofey timothy timur tina tobias todd tom tomas tomasz tommy toni tony
    tracy trevor tristan troy tyler ulrich ulrike ulyana ursula vadim valentin valentina valeria
    valerie valery vanessa vanya varvara vasily vasiliy vasya vera verena vernon veronica
    veronika viacheslav vicky victor viktor viktoria vince vincent vincenzo violetta virgil
    vitali vitaliy vitaly vivian viviana vivienne vlad vladimir vladislav volker volodymyr vova
    vsevolod vyacheslav walter wanda warren wayne wei wendy werner wesley wilfred wilhelm willem
    william willie wolfgang wilma xavier yana yann yaroslav yasmin yegor yelena yevgeny yulia
    yuliya yuri yuriy yury yusuf yves yvonne zachary zahra zakhar zhanna zhenya zinaida zoe zoya
    """
)
AMBIGUOUS = words(
    """
    ada alexa amber angel april art ash athena austin ava axel bill blake brook brooke bud buddy
    carmel carolina carter cash cassandra chad chance chandler chase chester christian clay
    cliff cole cooper crystal dale dallas dash dawn dean dexter dick dixie dominica don drew
    duke eden elliot ernie faith florence ford forest gale georgia ginger glen grace grant guy
    hank harmony harper hazel heath helm hope houston hudson hunter india iris israel ivory ivy
    jade jan jun june max jesus jasmine jasper jay jewel jill jordan josh journey joy julia
    justice kelvin kent king lance laurel lee lily lincoln lynx madison major mark marshall
    mason matrix may melody mercy merlin miles misty mitch morgan myra nevada nova oak olive
    page paige paris parker pascal pat patience patsy pearl penny pepper perry phoenix piper
    porter preston prince quinn rain ray reed rex rich river rob robin rocky rod rose rowan ruby
    rusty sage salvador sandy savannah scarlet sierra skip sky spencer star stone summer sydney
    tate trace travis trinity van victoria viola violet virginia wade ward will willow winter
    wolf woody
    """
)
SURNAMES = words(
    """
    adams adler ahmed allen alvarez anderson andrews armstrong arnold atkinson austin bailey
    baker barnes barnett barrett bauer becker bell bennett berg bergman bernard bishop black
    boyd bradley brennan brooks brown bryant burke burns butler byrne campbell carlson carpenter
    carroll carter castillo castro chambers chang chapman chavez chen clark clarke cohen coleman
    collins cook cooper costa cox crawford cruz cunningham daniels davidson davies davis diaz
    dixon dubois duncan dunn edwards elliott ellis eriksson evans fernandez ferguson ferrari
    fischer fisher fitzgerald fleming fletcher ford foster fox franklin fraser freeman fuchs
    gallagher garcia gardner gibson gilbert gomez gonzales gonzalez goldberg goodman gordon
    graham grant gray green greene griffin gupta gutierrez hall hamilton hansen hansson harris
    harrison hart hartmann harvey hawkins hayes henderson henry hernandez hicks hill hoffman
    hoffmann holmes horton howard huang hudson hughes hunt hunter hussain ivanov jackson jacobs
    jain james jansen janssen jenkins jensen jimenez johansson johnson johnston jones jordan
    joseph kaiser kapoor kaplan kaufman keller kelley kelly kennedy khan kim klein knight koch
    kowalski kramer krause kruger kumar lambert lane larsen larson lawrence lawson leblanc lee
    lehmann leroy levin levy lewis lin lindberg lindqvist liu lopez lynch macdonald maier marino
    marshall martin martinez mason matthews mayer mccarthy mcdonald mckenzie mehta mendoza
    mercier meyer miller mills mitchell molina montgomery moore morales moreau moreno morgan
    morris morrison moser mueller muller murphy murray myers nelson neumann newman nguyen
    nichols nielsen nilsson novak nunez obrien oconnor olsen olson ortega ortiz owens palmer
    park parker patel patterson payne pedersen perez perkins perry persson peters peterson
    petrov phillips pierce popov porter powell price quinn ramirez ramos rao reed reid reyes
    reynolds richards richardson richter riley rivera roberts robertson robinson rodriguez
    rogers romano romero rosenberg ross rossi roth ruiz russell russo ryan sanchez sanders
    santos sato schmidt schmitt schneider scholz schroeder schubert schulz schwartz schwarz
    scott shah shapiro sharma shaw silva simmons simon simpson singh smirnov smit smith snyder
    sokolov sorensen spencer stein stephens stevens stewart stone sullivan suzuki svensson
    takahashi tanaka taylor thomas thompson torres turner vargas vasquez vega vogel volkov
    wagner walker wallace walsh wang ward warren washington watson weaver weber weiss wells
    werner west wheeler white wilkinson williams williamson wilson winkler wolf wong wood woods
    wright wu yamamoto yang yilmaz young zhang zhao zhou ziegler zimmerman zimmermann
    """
)
RUSSIAN_GIVEN = words(
    """
    александр александра алексей алена алёна алина алиса алла альберт анастасия анатолий
    ангелина андрей анна антон антонина арина аркадий арсений артём артем артур богдан борис
    вадим валентин валентина валерий валерия варвара василий василиса вера вероника виктор
    виктория виталий влад владимир владислав всеволод вячеслав галина геннадий георгий герман
    глеб григорий давид дарья даниил данила данил денис диана дмитрий ева евгений евгения егор
    екатерина елена елизавета ефим жанна зинаида зоя иван игнат игорь илья инна ирина кирилл
    клавдия константин кристина ксения лариса лев леонид лидия лилия любовь людмила макар максим
    маргарита марина мария марк марат матвей милана михаил надежда наталья наталия никита
    николай нина оксана олег олеся ольга павел пётр петр платон полина раиса регина ренат роман
    руслан рустам светлана святослав семён семен сергей снежана софия софья станислав степан
    тамара тарас татьяна тимофей тимур ульяна фёдор федор филипп эдуард элина эльвира юлия юрий
    яна ярослав саша маша даша паша миша гриша лёша леша алёша серёжа сережа дима коля толя ваня
    вася петя костя катя таня оля юля аня настя наташа лена света ира женя слава володя вова
    витя юра боря гена
    """
)
