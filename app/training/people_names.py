"""Given names and surnames of many origins, written down for the text that the tagger learns from.

One row for each origin: given names, then surnames, as they stand in documents, with their marks.
Invariant: these tables are also part of the detectors' lexicon, so a change here wants a new one.
Deliberately elsewhere: names that no table has (`people_made_up` spells new ones).
"""

from __future__ import annotations

ORIGINS: dict[str, tuple[str, str]] = {
    "english": (
        "Alice Amelia Arthur Beatrix Benedict Callum Charlotte Daisy Declan Edmund Eleanor Elsie Esme Felicity "
        "Freya Gareth Georgina Gillian Harriet Hattie Imogen Isla Jemima Kieran Leonie Lottie Marjorie Maisie "
        "Nigel Nora Oscar Philippa Poppy Rhys Rosalind Rowena Rupert Sian Tabitha Tristan Winifred Maida Penelope",
        "Ashcroft Attwood Barlow Beckett Blackwood Bramley Carlisle Chadwick Clegg Crowther Dawes Eastwood "
        "Fairclough Farnsworth Fothergill Gladwin Goddard Halliwell Hargreaves Haworth Holroyd Huxley Kershaw "
        "Langford Lockwood Lyndon Merriman Montague Naylor Oakley Ogden Pemberton Pickering Radcliffe Ramsbottom "
        "Rutherford Shackleton Sutcliffe Thackeray Thornton Underhill Wadsworth Wainwright Whitaker Winterbourne Yardley",
    ),
    "irish_scottish": (
        "Aoife Brendan Caoimhe Ciarán Conor Deirdre Eoin Fergus Fionnuala Gráinne Maeve Niamh Oisín Pádraig Róisín "
        "Seán Siobhán Sinéad Tadhg Aileen Angus Ewan Fiona Hamish Iain Lachlan Malcolm Morag Rory",
        "O'Brien O'Connor O'Donnell O'Hara O'Neill O'Sullivan O'Reilly O'Leary Byrne Doherty Fitzpatrick Gallagher "
        "Kavanagh McCarthy McCathie McDermott McGrath McLoughlin Murphy Nolan Quigley Sweeney MacDonald MacGregor "
        "MacLeod McAllister McIntyre McKinnon McPherson Drummond Farquhar Ferguson Kerr Mackay Urquhart",
    ),
    "german": (
        "Anke Birgit Bernd Detlef Dieter Dörte Ernst Friedrich Gerd Gisela Günther Hannelore Heike Holger Ilse "
        "Ingeborg Jörg Jürgen Jutta Karl-Heinz Klaus Lieselotte Lothar Manfred Markus Niklas Rainer Silke Sönke "
        "Swantje Thorsten Uwe Walburga Wiebke Wolfgang Yannick",
        "Achterberg Althaus Bäcker Baumgartner Beckenbauer Böhm Brandt Dietrich Eichhorn Engelhardt Fassbinder "
        "Feuerstein Freudenberg Gottschalk Großmann Grünewald Hagedorn Heidenreich Hohenstein Jäger Kaltenbach "
        "Kirchner Kleinschmidt Köhler Krüger Lindemann Müller Niemeyer Obermaier Pfeiffer Rosenthal Schäfer "
        "Scheuermann Schlüter Schönfeld Schröder Steinbach Strauß Trautmann Vogelsang Wagenknecht Weinberg "
        "Winterfeld Zimmermann Zöllner Berger Schuster Neuhaus Löwe Kraus",
    ),
    "dutch": (
        "Anneke Bart Bas Coen Cornelis Daan Femke Floor Fleur Gerrit Gijs Hendrik Ineke Jaap Jeroen Joost Joris "
        "Lieke Liesbeth Maaike Maarten Marieke Merel Niels Pieter Rinske Roos Ruud Saskia Sjoerd Teun Thijs Wouter",
        "Bakker Bos Brouwer Dekker Dijkstra Hendriks Hoekstra Jansen Kok Kuipers Meijer Mulder Peeters Postma Smit "
        "Timmermans Veenstra Verhoeven Vermeulen Visser Vos Willems Zijlstra Cuypers Claes Lemmens Goossens Wouters",
    ),
    "french": (
        "Adélaïde Amélie Anaïs Antoine Aurélie Baptiste Bénédicte Benoît Cécile Chantal Clémence Delphine Didier "
        "Élodie Émile Fabrice Florent Gaëlle Geneviève Ghislaine Guillaume Hélène Hervé Honoré Jean-Luc Jérôme "
        "Josiane Laurent Loïc Maëlle Margaux Mathilde Maxime Noémie Océane Pascal Rémi Romain Sébastien Solène "
        "Sylvain Thibault Thierry Véronique Yannick Christophe",
        "Arnoux Aubert Barbier Beaumont Bélanger Berger Bertrand Blanchard Bonnet Boucher Bourdon Brun Caron "
        "Chevalier Clément Cousteau Delacroix Delaunay Deschamps Desjardins Dubois Dufour Dupont Durand Fabre "
        "Fontaine Fournier Gagnon Gauthier Girard Guérin Hébert Lachance Lacroix Lambert Laurent Lefebvre Lemaire "
        "Marchand Mercier Moreau Pelletier Perrault Picard Poirier Renard Rousseau Roux Thibault Tremblay Vasseur",
    ),
    "spanish": (
        "Alejandra Álvaro Aránzazu Beatriz Begoña Catalina Concepción Cristóbal Dolores Encarnación Eusebio "
        "Fernando Gonzalo Guadalupe Ignacio Íñigo Jacinto Joaquín José Julián Leticia Lourdes Macarena Maite "
        "Marisol Nieves Nuria Óscar Paloma Pilar Ramiro Rocío Rodrigo Rosario Sergio Soledad Teófilo Tomás "
        "Ximena Yolanda Xochitl",
        "Aguilar Alarcón Alcántara Álvarez Aranda Arroyo Ávila Barrera Benítez Bermúdez Bustamante Cabrera "
        "Calderón Cárdenas Carrasco Cervantes Contreras Cordero Dávila Delgado Domínguez Echeverría Escobar "
        "Espinosa Figueroa Fuentes Gallego Garrido Guzmán Herrera Ibáñez Jiménez Lozano Maldonado Márquez Medina "
        "Mejía Montoya Muñoz Navarro Núñez Ochoa Orozco Pacheco Palacios Peña Quintero Rincón Ríos Salazar "
        "Sandoval Sepúlveda Solís Tapia Trujillo Urrutia Valdez Valenzuela Vásquez Villalobos Zamora Zúñiga",
    ),
    "portuguese": (
        "Adriano Afonso Alberto Amália Aparecida Beatriz Bernardo Caetano Camila Cauã Duarte Fabiano Flávia "
        "Gonçalo Graça Heitor Inês Iracema João Joaquim Jussara Lúcia Luísa Márcio Matheus Nuno Rogério Rúben "
        "Tânia Tiago Vasco Vitória Thaís",
        "Almeida Amaral Araújo Azevedo Barbosa Barros Batista Borges Brandão Cardoso Carvalho Cavalcanti Coelho "
        "Conceição Correia Cunha Esteves Faria Fernandes Ferreira Figueiredo Fonseca Freitas Gomes Gonçalves "
        "Guimarães Leal Lima Lopes Macedo Machado Magalhães Medeiros Melo Monteiro Moraes Nascimento Nogueira "
        "Oliveira Pacheco Peixoto Pereira Pinheiro Pinto Queirós Rocha Sampaio Santana Siqueira Sousa Souza "
        "Teixeira Vasconcelos Vieira",
    ),
    "italian": (
        "Agostino Alessia Arianna Benedetta Carlo Chiara Cosimo Domenico Edoardo Elisabetta Emanuele Federica "
        "Filippo Gaetano Giacomo Gianluca Ginevra Giorgia Giovanna Ilaria Leonardo Ludovica Luigi Marcello Matilde "
        "Michela Niccolò Ornella Pasquale Raffaele Rocco Salvatore Serafina Sandro Tommaso Umberto Valentino Vito",
        "Barbieri Bartolini Bellini Benedetti Bernardi Bianchi Bianco Bruno Capello Caruso Cattaneo Colombo Conti "
        "Costa D'Amico D'Angelo De Luca De Santis Di Stefano Esposito Fabbri Ferrara Ferraro Fiore Fontana Gallo "
        "Gentile Giordano Greco Grimaldi Leone Lombardi Longo Mancini Marchetti Mariani Martinelli Mazza Messina "
        "Montanari Moretti Neri Orlando Palumbo Parisi Pellegrini Ricci Rinaldi Rizzo Romagnoli Sartori Serra "
        "Silvestri Sorrentino Testa Valentini Vitale Zanetti",
    ),
    "nordic": (
        "Agneta Anders Annika Arvid Astrid Birgitta Björn Bo Dagny Eirik Elin Freja Gudrun Gunnar Gunilla Håkan "
        "Halvor Hedda Henrik Hjördis Inger Ingvild Jannike Jesper Johanne Jørgen Kjell Kjersti Kristoffer Lars "
        "Leif Linnea Magnus Marit Mette Morten Niklas Øyvind Pernille Ragnar Ragnhild Rasmus Signe Sigurd Siv "
        "Solveig Søren Steinar Sverre Torbjörn Torsten Trygve Ulf Vibeke",
        "Ahlström Åkesson Andersen Andersson Bengtsson Berglund Bergström Bjerke Björk Christensen Dahl Eklund "
        "Ekström Engström Enger Eriksen Forsberg Fredriksen Gustafsson Haugen Hagen Hellström Henriksen Holm "
        "Isaksson Jacobsen Johansen Johnsen Karlsen Knudsen Kristiansen Larsson Lindgren Lindström Lund Lundgren "
        "Madsen Møller Mortensen Nygård Nyström Olsson Östberg Paulsen Petersen Rasmussen Sandberg Sjöberg "
        "Söderberg Strand Strøm Sundström Thorsen Vestergaard Vinter Wikström",
    ),
    "icelandic": (
        "Ásgeir Bjarni Einar Guðrún Halldóra Hrafn Ingibjörg Jökull Kristín Ólafur Sigríður Snorri Þóra Védís",
        "Bragadóttir Einarsson Guðmundsdóttir Gunnarsson Halldórsdóttir Jónsdóttir Jónsson Magnússon Ólafsdóttir "
        "Pálsson Sigurðardóttir Stefánsson Þórsdóttir",
    ),
    "finnish_baltic": (
        "Aino Antti Eero Hannu Heikki Helmi Ilkka Jari Jukka Kaarina Kalle Liisa Mikko Minna Paavo Päivi Pekka "
        "Pirkko Riikka Sanna Seppo Taina Timo Tuomas Veikko Andres Jaan Kadri Kersti Maarja Priit Toomas Aivars "
        "Inese Jānis Ilze Kristaps Zane Algirdas Gintarė Jonas Rasa Vytautas",
        "Hakala Hämäläinen Heikkinen Järvinen Kallio Karjalainen Kekkonen Ketola Koskinen Laine Lehtonen Mäkelä "
        "Mäkinen Nieminen Niskanen Ojala Rantanen Saarinen Salonen Toivonen Virtanen Kask Kallas Mägi Rebane Saar "
        "Tamm Bērziņš Kalniņš Ozols Jansons Kazlauskas Petrauskas Žukauskas Stankevičius",
    ),
    "polish": (
        "Agnieszka Bartosz Bogumiła Czesław Dariusz Elżbieta Ewelina Grażyna Grzegorz Halina Henryk Jadwiga "
        "Jarosław Jerzy Kazimierz Kinga Krystyna Łukasz Maciej Małgorzata Mieczysław Mirosław Paweł Przemysław "
        "Radosław Ryszard Sławomir Stanisława Szymon Tadeusz Wiesława Wojciech Zbigniew Zofia",
        "Adamczyk Baran Borkowski Chmielewska Czarnecki Dąbrowski Duda Głowacki Górski Jabłońska Jankowski "
        "Jaworska Kaczmarek Kamińska Kołodziej Kowalczyk Kozłowska Krawczyk Kubiak Kwiatkowska Lewandowski "
        "Maciejewska Malinowski Mazur Michalska Nowak Nowicki Ostrowska Pawlak Piotrowski Rutkowska Sikora "
        "Stępień Szczepańska Szewczyk Szymański Tomaszewska Walczak Wieczorek Wiśniewska Wójcik Woźniak Wróbel "
        "Zając Zalewska Zawadzki Zieliński",
    ),
    "czech_slovak": (
        "Alžběta Blanka Bohumil Dalibor Eliška Hana Ivo Jarmila Jiří Kamila Karel Kryštof Ladislav Lenka Libuše "
        "Ludmila Marek Miroslav Ondřej Pavlína Petr Radek Radka Soňa Šárka Štěpán Tereza Tomáš Václav Vojtěch "
        "Zdeněk Zuzana Ľubomír",
        "Beneš Bláha Čermák Černý Dostál Doležal Dvořák Fiala Hájek Havel Hlaváčová Horák Hruška Hrůza Jelínek "
        "Kadlec Kolář Konečný Král Kratochvíl Krejčí Kučera Kvapil Malá Marek Mareš Musil Navrátil Nedvěd Němec "
        "Novák Nováková Novotná Pokorný Polák Pospíšil Procházka Růžička Říha Sedláček Šimek Soukup Stejskal "
        "Svoboda Švec Urban Vaněk Veselý Vlček Zeman",
    ),
    "balkan": (
        "Aleksandar Biljana Borislav Bojan Časlav Darko Dejan Dragan Dubravka Dušan Goran Gordana Ivana Jelena "
        "Jovan Katarina Ljiljana Ljubica Marija Mirjana Miroslava Nebojša Nenad Nikola Predrag Radmila Saša Slavko "
        "Slobodan Snežana Srđan Stjepan Tihana Vesna Vuk Zlatko Željko Zoran Kalin Plamen Radka Stoyan Tsvetana",
        "Babić Blažević Bogdanović Brankov Božić Ćosić Dimitrijević Đorđević Filipović Grgić Horvat Ilić Ivanović "
        "Janković Jovanović Knežević Kos Kovač Kovačević Krstić Lukić Marković Matić Mikolčić Milošević "
        "Mitrović Nikolić Novaković Obradović Pavlović Perić Petrović Popović Pušaver Radić Savić Stanković "
        "Stojanović Šarić Tomić Vidmar Vuković Zupan Dimitrov Georgiev Kolev Todorov Hristov Yordanova",
    ),
    "hungarian": (
        "Ágnes Andrea András Attila Balázs Béla Bence Csaba Csilla Dezső Dorottya Endre Enikő Erzsébet Ferenc Gábor "
        "Gergely György Gyula Ildikó Imre István Jenő Judit Kálmán Katalin Klára Lajos László Levente Márta Miklós "
        "Noémi Orsolya Piroska Réka Sándor Szabolcs Tibor Tünde Vilmos Zoltán Zsófia Zsolt Zsuzsanna Krisztián",
        "Antal Balogh Balla Barta Bodnár Bognár Boros Csonka Deák Dudás Erdélyi Farkas Fazekas Fekete Fodor Gál "
        "Halász Hegedűs Horváth Illés Jakab Juhász Katona Kelemen Kerekes Király Kiss Kocsis Kovács Lakatos "
        "László Lengyel Lukács Magyar Mészáros Molnár Nagy Németh Oláh Orbán Pásztor Pintér Rácz Sipos Somogyi "
        "Szabó Szalai Szathmári Székely Szilágyi Takács Tóth Török Varga Váradi Vass Veres Virág Vörös Weöres",
    ),
    "romanian_albanian": (
        "Adina Alexandru Anca Andreea Bogdan Ciprian Corina Cosmin Costel Doina Dragoș Florin Gheorghe Horia Ileana "
        "Ioana Ionuț Laurențiu Luminița Mihaela Mircea Octavian Oana Răzvan Roxana Ruxandra Silviu Ștefania Traian "
        "Vasile Viorel Agron Besnik Blerta Drita Ilir Valbona",
        "Albu Bălan Barbu Ciobanu Constantinescu Cristea Dinu Diaconu Dobre Dumitru Dumitrescu Enache Florea "
        "Georgescu Gheorghiu Iliescu Ionescu Lungu Lupu Manole Marinescu Munteanu Neagu Nistor Popa Popescu Radu "
        "Rusu Sandu Stan Stoica Tudor Vasilescu Voicu Zamfir Hoxha Krasniqi Shehu Berisha",
    ),
    "greek": (
        "Alexandros Anastasios Aristotelis Athanasios Charalampos Despina Dimitrios Dionysis Efstathia Eleni "
        "Eleftheria Evangelos Fotini Georgios Giorgos Ioannis Kalliope Katerina Konstantinos Kyriakos Lefteris "
        "Nikolaos Panagiotis Paraskevi Spyridon Stavros Stelios Thanasis Theodoros Vasiliki Vasilis Yiannis",
        "Alexopoulos Anagnostopoulos Antoniou Apostolidis Athanasiou Christodoulou Dimitriou Economou Galanis "
        "Georgiou Hatzis Ioannidis Karagiannis Kokkinos Konstantinidis Kostopoulos Makris Mavridis Nikolaidis "
        "Pantazis Papadakis Papadopoulos Papanikolaou Pappas Petridis Samaras Stavrou Theodorou Tsakiris "
        "Vasilakis Xenakis Zervas",
    ),
    "russian_ukrainian": (
        "Afanasy Aleksandr Aleksei Alena Anfisa Anzhelika Artem Bogdan Daniil Darya Demid Efim Elizaveta Evdokia "
        "Fyodor Gennady Gleb Ilya Innokenty Kirill Kseniya Lyubov Lyudmila Makar Marfa Matvey Mikhail Nadezhda "
        "Nataliya Nikita Oksana Ostap Polina Rodion Rostislav Ruslana Semyon Snezhana Stepan Svyatoslav Taras "
        "Tatyana Timur Ulyana Valeriya Vasilisa Vsevolod Yaroslava Yekaterina Yelizaveta Yuri Zinaida",
        "Abramov Afanasyev Alekseeva Andreev Baranov Belousova Bezrukov Bogdanov Bondarenko Borisova Chernov "
        "Danilov Egorova Fedorov Filippova Frolov Gavrilov Golubev Gorbachev Grigorieva Gusev Ignatieva Isaev "
        "Kalinin Karpova Kiselev Klimov Komarova Kondratyev Konovalov Korolyov Kotova Kovalenko Kovalev Kozlov "
        "Kravchenko Krylov Kulikov Kuznetsova Lebedev Loginov Makarov Maksimova Martynov Medvedev Melnyk "
        "Moroz Naumov Nikitin Orlov Panov Pavlenko Polyakov Ponomarev Romanenko Rudenko Ryabov Savchenko "
        "Shevchenko Shcherbakov Sidorova Solovyov Sorokin Tarasova Titov Tkachenko Tymoshenko Ushakov Vasiliev "
        "Vedernikov Vinogradova Voloshin Vorobyov Yakovlev Yefimova Yurchenko Zaitsev Zakharova Zhukov Zuev",
    ),
    "caucasus_central_asia": (
        "Aram Ashot Gayane Hovhannes Lusine Narine Tigran Giorgi Ketevan Levan Nino Tamar Zurab Elchin Farid Leyla "
        "Nigar Ruslan Vugar Aigul Aliya Bolat Dinara Gulnara Nursultan Yerlan Zarina Bakhtiyar Dilnoza Rustam "
        "Shavkat Ulugbek",
        "Abrahamyan Grigoryan Harutyunyan Hakobyan Karapetyan Petrosyan Sargsyan Beridze Chkheidze Gelashvili "
        "Kapanadze Lomidze Tsiklauri Aliyev Guliyeva Huseynov Mammadov Abdullayev Akhmetov Ibragimov Karimov "
        "Nazarbekov Rakhimov Suleimenov Yusupov",
    ),
    "arabic_persian": (
        "Aisha Ali Amina Anwar Ayman Aziz Bashir Bilal Dalia Fadi Faisal Farida Farouk Ghassan Habiba Haitham Hamza "
        "Hanan Hisham Huda Ibtisam Jamal Jamila Kareem Khadija Laila Layth Mahmoud Majid Malak Mariam Mona Munir "
        "Mustafa Nabil Nadia Nasser Noor Omar Osama Qasim Rania Rashida Rasheed Reem Saad Safiya Salah Salma Samira "
        "Sami Tariq Wafa Walid Yasmin Yousef Youssef Zainab Ziad Arash Azadeh Bahram Behrouz Dariush Farhad Fereshteh "
        "Kamran Kaveh Mahsa Mehdi Nasrin Navid Parisa Reza Roya Shahram Shirin Soraya",
        "Abbas Abboud Abdallah Abdelrahman Al-Amin Al-Farsi Al-Hashimi Al-Masri Al-Rashid Al-Sayed Ansari Asghari "
        "Awad Ayoub Aziz Bakir Barakat Boutros Bouzid Darwish El-Sayed Farah Farouk Ghanem Habib Haddad Hamdan "
        "Hariri Hosseini Ismail Issa Jaber Karimi Kassem Khalil Khoury Maalouf Mansour Mahfouz Moradi Mousavi "
        "Najjar Nasser Nazari Qureshi Rahimi Rostami Saad Said Saleh Salib Sarkis Shaheen Sharif Sultan Tahir Tehrani "
        "Yassin Younes Zidan",
    ),
    "turkish": (
        "Ahmet Aylin Ayşe Barış Berkan Burak Büşra Can Cemal Çiğdem Deniz Ebru Elif Emine Emre Esra Fatma Gökhan "
        "Gülşen Hakan Halil Hüseyin İbrahim Kemal Kerem Mehmet Merve Murat Mustafa Nazlı Nuray Okan Onur Orhan Özge "
        "Özlem Selin Serkan Sevgi Sinan Süleyman Tolga Tuğba Umut Yasemin Yusuf Zeynep",
        "Acar Akın Aksoy Aktaş Arslan Aslan Avcı Aydın Bulut Çelik Çetin Çoban Demir Demirci Doğan Erdoğan Eren Güler "
        "Güneş Kaplan Karaca Kaya Keskin Kılıç Koç Korkmaz Kurt Öztürk Özdemir Özkan Polat Şahin Şimşek Taş Tekin "
        "Toprak Türk Uçar Ünal Yalçın Yavuz Yıldırım Yıldız Yılmaz Yüksel",
    ),
    "indian": (
        "Aarav Abhishek Aditi Aditya Ajay Akash Amit Amrita Ananya Anil Anjali Ankit Anushka Arjun Arvind Asha Bhavana "
        "Chandan Deepika Devika Dhruv Divya Gaurav Gayatri Geeta Girish Gopal Harish Harpreet Indira Ishaan Jaya "
        "Jyoti Kabir Kalpana Karthik Kavita Kiran Krishna Lakshmi Lalita Madhuri Mahesh Manish Manpreet Meera Mohan "
        "Mukesh Naveen Neha Nikhil Nisha Parvati Pooja Prachi Pradeep Pranav Preeti Rahul Raghav Rajesh Rakesh Ramesh "
        "Rekha Ritu Rohan Rohit Sachin Sangeeta Saurabh Shalini Shruti Siddharth Smita Sneha Srinivas Sudha Sushma "
        "Swati Tanvi Uday Usha Vandana Varun Vijay Vikram Vinod Vishal Yash",
        "Agarwal Ahuja Arora Banerjee Bansal Basu Bhatia Bhatt Bhattacharya Bose Chakraborty Chandra Chatterjee "
        "Chaudhary Chopra Choudhury Das Desai Deshmukh Deshpande Dhillon Dubey Dutta Ganguly Ghosh Goswami Goyal "
        "Iyengar Iyer Jadhav Jha Joshi Kaur Khanna Kulkarni Mahajan Malhotra Menon Mishra Mukherjee Murthy Nair "
        "Natarajan Pandey Parekh Patil Pillai Prasad Raman Ranganathan Rastogi Rathore Reddy Sarkar Saxena Sethi "
        "Shetty Shukla Sinha Srinivasan Srivastava Subramanian Tripathi Trivedi Varma Venkatesan Verma Vyas Yadav",
    ),
    "chinese": (
        "Bo Chao Fang Feng Guoqiang Hao Haoran Hong Hui Jian Jianhua Jiayi Jing Jun Lan Lei Li Lijuan Ling Mei "
        "Meiling Min Ming Na Ning Ping Qiang Qing Rong Rui Shan Shuang Tao Ting Wei Weiming Wen Xia Xiang Xiaoling "
        "Xiaoming Xin Xiu Yan Yang Yi Ying Yong Yu Yuan Yue Yun Zhen Zhi Zhiwei Zihan Zixuan",
        "Bai Cai Cao Chan Chang Chao Chen Cheng Cheung Chow Chu Cui Deng Ding Dong Du Fan Fang Feng Fu Gao Gong Gu "
        "Guo Han He Ho Hou Hsu Hu Hung Jia Jiang Jin Kong Kwok Lai Lam Lau Leung Liang Liao Lu Luo Ma Mao Meng Mo Pan "
        "Peng Qian Qin Qiu Ren Shao Shen Shi Song Su Sun Tan Tang Tian Tsai Wan Wei Wen Xi Xia Xiang Xiao Xie Xiong "
        "Xu Xue Yan Yao Ye Yeung Yin Yip Yu Yuan Zeng Zhan Zheng Zhong Zhu Zou",
    ),
    "japanese": (
        "Akemi Akihiro Akiko Akira Asami Asuka Atsushi Ayaka Chihiro Daichi Daisuke Eiji Emi Fumiko Haruka Haruto "
        "Hideki Hikaru Hinata Hiroko Hitoshi Ichiro Isamu Junichi Kaori Kazuki Kazuo Keiko Kenji Kenta Kyoko Makoto "
        "Mariko Masahiro Masaki Mayumi Megumi Michiko Midori Minoru Misaki Mitsuko Miyuki Momoko Naoki Naoko Natsuki "
        "Nobuyuki Noriko Reiko Riku Ryota Sachiko Sakura Satoshi Setsuko Shigeru Shinji Shizuka Shota Susumu Tadashi "
        "Takashi Takeshi Takuya Tatsuya Tetsuo Tomoko Toshiko Tsubasa Yasuko Yoko Yoshiko Yuichi Yuki Yukiko Yumiko Yuto",
        "Abe Aoki Arai Ando Endo Fujii Fujimoto Fujita Fukuda Goto Hara Harada Hasegawa Hashimoto Hayashi Higuchi "
        "Hirano Honda Igarashi Iida Ikeda Imai Inoue Ishida Ishii Ishikawa Ito Iwasaki Kaneko Kato Kawaguchi Kikuchi "
        "Kimura Kobayashi Kojima Kondo Koumura Kudo Maeda Maruyama Masuda Matsuda Matsumoto Matsuo Miura Miyamoto "
        "Miyazaki Mori Morita Murakami Nagai Nakagawa Nakajima Nakamura Nakano Nishimura Noguchi Nomura Oda Ogawa "
        "Ohno Okada Okamoto Ono Ota Otsuka Saito Sakai Sakamoto Sano Sasaki Shibata Shimada Shimizu Sugawara Sugiyama "
        "Takada Takagi Takeda Takeuchi Tamura Taniguchi Uchida Ueda Ueno Wada Watanabe Yamada Yamaguchi Yamashita "
        "Yamazaki Yokoyama Yoshida Yoshikawa",
    ),
    "korean": (
        "Bora Dong-hyun Eun-ji Hae-won Hana Haneul Hye-jin Hyun-woo In-soo Ji-hoon Ji-min Ji-woo Ji-young Jin-woo "
        "Joon-ho Kyung-soo Mi-kyung Min-ji Min-jun Min-seo Sang-hoon Seo-yeon Seung-hyun Soo-jin So-young Sung-min "
        "Tae-hyung Woo-jin Ye-jin Yong-ho Yoon-ah Young-soo",
        "Ahn Bae Baek Cha Cho Choi Chung Eom Gwon Ha Hahn Heo Hong Hwang Jang Jeon Jeong Ji Joo Kang Koo Kwak Kwon "
        "Lim Min Moon Nam Noh Oh Paik Park Ryu Seo Shim Shin Son Suh Woo Yoo Yoon Yun",
    ),
    "vietnamese_thai": (
        "An Anh Bảo Bích Châu Chi Cường Đức Dũng Duy Giang Hạnh Hiền Hiếu Hoa Hoàng Hùng Hương Huy Khánh Khoa Kim "
        "Lâm Linh Loan Long Mai Minh My Nam Nga Ngọc Nhung Phong Phúc Phương Quân Quang Quỳnh Sơn Tâm Thành Thảo "
        "Thu Thủy Tiến Trang Trung Tú Tuấn Tuyết Vân Việt Vy Yến Anong Chai Kanya Niran Ploy Prasert Somchai Sirikit",
        "Bùi Cao Đặng Đào Đinh Đỗ Đoàn Dương Hà Hồ Hoàng Huỳnh Lê Lương Lý Mai Ngô Nguyễn Phạm Phan Phùng Tạ "
        "Thái Trần Triệu Trịnh Trương Võ Vũ Nguyen Pham Tran Huynh Chaiyasit Charoensuk Phromdee Saetang Suwan Wongsawat",
    ),
    "south_east_asian": (
        "Adi Agus Amihan Andhika Bambang Budi Bayu Citra Dewi Dian Eka Fitri Gita Hendra Indah Intan Joko Lestari "
        "Made Nur Putri Putu Rahmat Ratna Rizal Siti Slamet Sri Sukarno Surya Tri Wahyu Wayan Yanti Aiman Azlan "
        "Farhana Hafiz Nurul Syafiq Zulkifli Bayani Dalisay Ligaya Luzviminda Rodel",
        "Ariyanto Halim Handoko Harahap Hartono Hidayat Irawan Kurniawan Kusuma Lubis Nasution Nugroho Pranoto "
        "Pratama Purnomo Rahardjo Santoso Saputra Setiawan Simanjuntak Siregar Subagyo Sudirman Suharto Sulistyo "
        "Susanto Sutanto Tanjung Utomo Wibowo Widjaja Wijaya Yulianto Bautista Dela Cruz Dimaculangan Macaraeg "
        "Magsaysay Manalo Pangilinan Villanueva",
    ),
    "african": (
        "Abebe Abena Abimbola Adaeze Ade Adebayo Adwoa Afia Akua Amadou Amara Aminata Asante Ayanda Babajide Bukola "
        "Bongani Chiamaka Chidi Chika Chinedu Chinonso Desta Ebele Efua Emeka Fatou Folake Funmilayo Gebre Haile Ifeoma "
        "Ikenna Jabulani Kamau Khadijah Kofi Kwabena Kwame Lerato Lindiwe Makena Mamadou Mandla Moussa Mwangi Nana "
        "Naledi Njoroge Nkechi Nomvula Ngozi Obinna Olabisi Olumide Oluwaseun Ousmane Sekou Sipho Tadesse Tariku "
        "Temitope Thabo Themba Uche Wanjiru Yaa Yaw Zanele Zodwa",
        "Abiola Abubakar Acheampong Achebe Adebisi Adeyemi Afolabi Agyeman Akinyemi Amoah Anyanwu Appiah Asamoah "
        "Assefa Ayodele Azikiwe Balogun Bekele Boateng Camara Chukwu Cissé Danso Diallo Diop Dlamini Eze Fofana Gathoni "
        "Girma Ibekwe Igwe Kamara Keita Khumalo Kiprop Kipkemboi Koné Koroma Mabuza Mandela Maseko Mbeki Mensah Mokoena "
        "Molefe Moyo Mthembu Mutua Naidoo Ncube Ndiaye Ndlovu Nkosi Nwosu Obi Odhiambo Ogunleye Okafor Okeke Okonkwo "
        "Okoro Olawale Onyango Osei Otieno Owusu Radebe Sesay Sow Tembo Tesfaye Toure Traoré Wanjiku Zulu",
    ),
    "jewish_israeli": (
        "Amos Asher Avi Avraham Ayelet Batya Boaz Chaim Dov Efrat Eitan Elad Eliezer Gal Gideon Hadas Hila Ilan Itai "
        "Lior Maayan Meir Menachem Michal Mordechai Moshe Nadav Noam Noga Ofer Oren Oz Rivka Ronit Shai Shira Shlomo "
        "Shmuel Tal Talia Tamar Uri Yael Yaron Yehuda Yitzhak Yonatan Ziv",
        "Abramovich Amsalem Avraham Azoulay Ben-David Ben-Ami Biton Blum Cohn Dayan Eisenberg Feldman Finkelstein "
        "Friedman Ginsberg Goldstein Goldman Gross Gutman Hirsch Katz Kaufmann Klein Landau Levi Lieberman Malka "
        "Mizrahi Ohayon Peretz Rabinowitz Rosen Rosenfeld Rubin Segal Shalom Sharabi Shulman Silverman Stern "
        "Weinstein Weiss Yosef Zuckerman",
    ),
    "polynesian_armenian_other": (
        "Aroha Hemi Kahu Keoni Leilani Malia Manaia Nalani Sione Tane Tevita Wiremu Kekoa Noelani Unnur",
        "Faleolo Fonoti Kahananui Kealoha Leota Manu Ngata Parata Tauiliili Tuilagi Vaipulu Whaanga Kamakau",
    ),
}
"""Origin -> given names, surnames."""

LINKS = (
    "van", "van der", "van den", "van de", "de", "de la", "de los", "del", "della", "di", "da",
    "dos", "von", "von der", "zu", "le", "la", "el", "al", "bin", "ibn", "ter", "af", "'t",
)  # fmt: skip
"""Particles in front of a surname."""
