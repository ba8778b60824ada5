"""Names of people of many origins, written for the measurement alone."""

from __future__ import annotations

FIRST_EN = tuple(
    """Aaliyah Abeni Adebayo Agnieszka Aiko Ailsa Akira Alasdair Aleksander Alejandra Amara Anders
    Aneesh Anjali Annika Antoine Anwar Arjun Astrid Ayumi Babak Beatriz Bjarne Bridget Callum Camila
    Carlos Catalina Cecilia Chidi Chiara Chloe Christoph Clara Clement Connor Cormac Dagny Daisuke
    Dariusz Deepak Derek Diego Dimitri Dmitrij Dorota Douglas Edgar Eduardo Eilidh Eleanor Elif
    Elodie Emeka Emre Enrique Erik Esther Ewan Farid Fatima Felix Fiona Florian Franziska Frederik
    Gabriela Gareth Geoffrey Giulia Goran Graham Greta Gustavo Gwen Hamza Hannah Hans Harriet Haruto
    Heather Helmut Henrik Hiroshi Huda Hugh Ibrahim Ifeoma Ingrid Isabel Ivana Jacek Jamal Janek
    Jasmine Javier Jeremy Joanna Joaquin Jonas Jorge Joris Julien Jyoti Kamil Karim Karolina Katarzyna
    Keiko Kenji Kieran Kirsten Kwame Lakshmi Lars Laszlo Laura Leila Lena Liam Lior Lorenzo Luca
    Lucinda Ludovic Magnus Malcolm Manuela Marcin Margarethe Mariam Marit Martina Mateusz Matthias
    Meera Mehmet Mei Michal Mikkel Milena Mirjam Mohammed Monika Murali Nadia Naomi Natalie Neha
    Niamh Nicolas Nikhil Niklas Noura Obinna Olga Oliver Olufemi Omar Oskar Paolo Patrick Pavel Pedro
    Petra Philippa Piotr Pooja Priya Rachel Radek Rafael Rajesh Ramon Rashid Ravi Rebecca Renata
    Ricardo Rohan Roisin Ruben Rupert Sabine Saeed Sakura Salma Samuel Sandeep Sanna Sean Sebastian
    Selma Shanice Shreya Sigrid Simone Siobhan Soren Stefan Stephanie Suresh Sven Takeshi Tamsin
    Tariq Tendai Teresa Thabo Theodore Thomas Tobias Tomasz Torsten Tyrone Ulrika Uma Valentina
    Vanessa Venkat Vikram Violeta Wanjiru Wei Wendy Wojciech Xavier Yasmin Yusuf Yvonne Zainab
    Zofia Zuzana""".split()
)
LAST_EN = tuple(
    """Abernathy Achterberg Adeyemi Agarwal Ainsworth Albrecht Alvarez Andersson Arslan Asante
    Babangida Bajwa Baranski Barrington Bartlett Beaumont Bergstrom Bhattacharya Bielecki Blackwood
    Boateng Brennan Brzezinski Calloway Cardoso Carmichael Castellanos Chakraborty Chatterjee
    Chukwu Cieslak Colquhoun Corrigan Crawford Czerny Dalgaard Dasgupta Delacroix Demir Deshpande
    Dlamini Donnelly Drummond Dubois Eckhart Edwards Eklund Ellsworth Eriksen Escobar Fairweather
    Falkenberg Fernandes Fitzgerald Fleischer Fontaine Forsyth Fujimoto Gallagher Galvez Gonzalez
    Gorski Grantham Grunwald Gundersen Gupta Gutierrez Haddad Hagen Halloran Hargreaves Hashimoto
    Hathaway Hendricks Hernandez Hofmann Holmberg Horvath Hussain Ibekwe Iglesias Ivanovic Iyer
    Jablonski Jankowski Jimenez Johansson Kamara Kaminski Kapoor Karlsson Kavanagh Kendrick
    Khurana Kiplagat Kowalczyk Krishnan Kruger Kumar Lachance Lagerqvist Lefebvre Lindqvist Lockhart
    Lombardi Lundgren MacAllister MacGregor Maddox Malhotra Mancini Markovic Mbeki McAllister McIntyre
    McLoughlin Mehta Mendoza Merriweather Mitchell Mkhize Moreau Mukherjee Mwangi Nakagawa Nandakumar
    Navarro Ndiaye Nguyen Nielsen Novak O'Connell O'Driscoll O'Malley Oberholtzer Odhiambo Okafor
    Okonkwo Olafsson Olszewski Ortega Osterberg Papadopoulos Patel Pemberton Pereira Petrovic
    Pettersson Pfeiffer Phillips Pichler Popescu Prakash Quintero Radcliffe Ramachandran Ramirez
    Rasmussen Redmond Reinholt Ribeiro Richter Rodriguez Rosenthal Rutherford Sandoval Santiago
    Schaefer Schneider Schwarzkopf Sedlacek Shankar Sheridan Shimizu Silveira Simmons Sinclair
    Sivakumar Sjoberg Sobczak Sokolowski Solberg Srinivasan Stapleton Steinberg Subramanian Sutherland
    Szymanski Takahashi Tanaka Thackeray Thibault Thorvaldsen Tikhonov Torres Trevelyan Turnbull
    Uchida Underhill Vandenberg Varga Vasquez Venter Villanueva Vogelsang Wadhwa Wallenstein Watanabe
    Weatherby Whitcombe Wickramasinghe Wieczorek Wilkerson Winterbourne Wisniewski Yamamoto Yilmaz
    Zapata Zielinski Zimmermann""".split()
)
DOUBLE_EN = (
    "van der Meer", "de la Cruz", "von Hohenstein", "Lloyd-Jones", "Al-Rashid", "di Giacomo",
    "ter Horst", "Ben Yosef", "El Amrani", "da Silva", "Smith-Kowalska", "van Rijn",
)  # fmt: skip

FIRST_RU_M = tuple(
    """Александр Алексей Анатолий Андрей Антон Аркадий Артём Артур Богдан Борис Вадим Валерий Василий
    Виктор Виталий Владимир Владислав Вячеслав Геннадий Георгий Герман Глеб Григорий Давид Даниил
    Денис Дмитрий Евгений Егор Захар Иван Игнат Игорь Илья Кирилл Константин Леонид Макар Максим Марат
    Матвей Михаил Никита Николай Олег Павел Пётр Платон Рамиль Роман Ростислав Руслан Рустам Савелий
    Святослав Семён Сергей Станислав Степан Тимофей Тимур Фёдор Филипп Эдуард Юрий Ярослав Айдар
    Арсен Гамлет Тигран Азамат Бауржан""".split()
)
FIRST_RU_F = tuple(
    """Агата Алевтина Александра Алёна Алина Алиса Алла Анастасия Ангелина Анна Антонина Валентина
    Валерия Варвара Василиса Вера Вероника Виктория Галина Дарья Диана Ева Евгения Екатерина Елена
    Елизавета Жанна Зинаида Зоя Инна Ирина Карина Кира Кристина Ксения Лариса Лидия Лилия Людмила
    Маргарита Марина Мария Милана Надежда Наталья Нина Оксана Олеся Ольга Полина Раиса Регина
    Светлана Серафима София Таисия Тамара Татьяна Ульяна Эльвира Юлия Яна Гульнара Айгуль Динара
    Лейла""".split()
)
LAST_RU = tuple(
    """Абрамов Авдеев Аксёнов Алёшин Артемьев Архипов Бабушкин Балашов Бахметьев Белозёров Берестов
    Бобровский Боровиков Брусникин Булатов Ватутин Веденеев Верещагин Владыкин Воскобойников Вьюгин
    Гаврилин Галактионов Глебов Голубятников Горячев Грачёв Гуляев Давыдов Дементьев Добронравов
    Дорофеев Дубровин Евстигнеев Елагин Ерофеев Жаворонков Желтухин Завьялов Залесский Звонарёв
    Зимин Золотарёв Ивашкин Игнатьев Казанцев Калашников Карпухин Кашин Кирсанов Ключевский Колесников
    Комаровский Корнилов Костромин Кривошеев Крутов Кудрявцев Лаврентьев Лазарев Ланской Ледовской
    Лукашин Лядов Малинин Мартынов Мещеряков Милославский Мохов Мурашов Назарьев Наумов Неверов
    Нестеров Обухов Овсянников Одинцов Озерский Осипов Панкратов Пахомов Переверзев Плетнёв Подгорный
    Поливанов Полонский Преображенский Прохоров Пустовалов Радищев Разин Рогожин Румянцев Рыбаков
    Саврасов Самохин Свиридов Селиверстов Сергиевский Ситников Скоробогатов Соболев Стародубцев
    Степанищев Сухарев Сыромятников Тарасов Телегин Терентьев Тихомиров Толмачёв Трубецкой Тургенев
    Уваров Углов Устинов Фадеев Федотов Филатов Фомичёв Хлебников Холодов Храмцов Царёв Цветаев
    Чебышёв Черкасский Чистяков Шаповалов Шестаков Шишкин Шубин Щербатов Щукин Юдин Языков Яковлев
    Яровой Ковальчук Кравчук Шевчук Бондарчук Мельник Коваль Гончар Шварц Вайсман Гурвич Рабинович
    Левитан Мкртчян Саркисян Петросян Хачатурян Гогоберидзе Кикабидзе Чхеидзе Саакашвили Давиташвили
    Бондаренко Шевченко Тимошенко Кравченко Лысенко Ткаченко Гайдай Соловей Журавель Ким Цой Пак
    Сафин Галиуллин Хабибуллин Шакиров Ахметзянов Мамедов Алиев Джафаров Нурмагомедов Сулейменов
    Черных Седых Долгих Белых Заяц Скляр Гринберг Эйхманс Лукашевич Станкевич Зайончковский
    Дзюба Коломийца Сковорода Глинка Лобода""".replace("Коломийца", "Коломиец").split()
)
FATHERS = (
    "Александр", "Алексей", "Андрей", "Антон", "Борис", "Вадим", "Виктор", "Владимир", "Георгий",
    "Денис", "Дмитрий", "Евгений", "Иван", "Игорь", "Константин", "Леонид", "Максим", "Михаил",
    "Николай", "Олег", "Павел", "Пётр", "Роман", "Сергей", "Станислав", "Степан", "Фёдор", "Юрий",
    "Артур", "Рамиль", "Тимур", "Руслан",
)  # fmt: skip
SHORT_RU = (
    "Саша", "Лёша", "Серёжа", "Дима", "Женя", "Костя", "Миша", "Паша", "Коля", "Вова", "Наташа",
    "Катя", "Маша", "Оля", "Лена", "Настя", "Юля", "Таня", "Ксюша", "Даша", "Стас", "Макс", "Ваня",
    "Юра", "Гена", "Слава", "Вика", "Соня", "Рома", "Тёма",
)  # fmt: skip
