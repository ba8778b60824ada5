"""Vocabulary of the credential readers: what people say about passwords that is no password.

Invariant: lower case, `ё` written as `е` where it matters is not assumed: both forms stand here.
Deliberately elsewhere: the telling words themselves (`secret_anchors`), shapes (`secret_values`).
"""

from __future__ import annotations

from app.confidentiality.detectors.tables import words

FUNCTION = words(
    """
    a an the this that these those it its it's they them he she we you i me my our your his her
    their and or but not no nor so if then than when where while until unless because since as at
    by for from in into of off on onto out over per to under up upon via with within without about
    after before between during through is are was were be been being am do does did done has have
    had can could may might must shall should will would who whom whose which what why how there
    here too very also just only both each every any some all none more most less least such same
    own other another again ever never always often once still yet already now

    и а но или не ни да же ли бы то что чтобы как так где когда если или либо в во на за под над
    при про по до от из с со у о об к ко для без через между после перед около это этот эта эти
    тот та те он она оно они мы вы я ты его ее её их наш наша ваш ваша мой моя твой свой свою своей
    своего который которая которое которые кто чей чем чему кем был была было были есть быть будет
    будут уже еще ещё тоже также только лишь очень там тут здесь все всё всем всех каждый любой
    можно нужно надо нельзя должен должна должно должны нет
    """
)
"""Words that hold a sentence together: a phrase with one of them is talk, not a passphrase."""

TALK = words(
    """
    string str text int integer number numbers bool boolean bytes byte object array list map true
    false yes empty optional required mandatory default defaults auto password passwords passwd
    pass pwd pw secret secrets token tokens key keys apikey username usernames user users login
    logins name names value values type basic bearer digest md5 sha1 sha256 scram hash hashed plain
    plaintext encrypted field fields file files path env see use uses used using set sets reset
    change changes changed rotate rotated rotation expire expires expired expiry invalid incorrect
    wrong correct right missing unknown disabled enabled blank policy policies manager management
    vault 1password lastpass keepass keepassxc bitwarden prompt input hidden masked protected stored
    managed generated random same above below authentication auth authorization authenticated
    option argument parameter parameters variable variables secretref secretkeyref valuefrom
    kubernetes opaque private public internal external shared unique strong weak simple complex
    complexity long short easy hard safe secure insecure sensitive insensitive case alphanumeric
    numeric uppercase lowercase character characters char chars letter letters digit digits symbol
    symbols length minimum maximum min max days day hours hour minutes seconds week weeks months
    valid identical different similar equal special temporary permanent personal own old new
    current previous next last first second third service services account accounts system admin's
    provided supplied given sent received returned created issued generated printed displayed shown
    visible available accessible ready needed necessary ignored accepted rejected refused denied
    verified confirmed checked validated compared matched matching match mismatch updated updating
    deleted removed lost forgotten compromised leaked exposed stolen guessed cracked known saved
    cached synced synchronized written configured specified defined passed read loaded fetched
    retrieved obtained requested asked entered typed copied pasted replaced revoked blocked locked
    unlocked hardcoded hard-coded base64 encoded decoded salted obfuscated redacted omitted
    unchanged static dynamic ephemeral short-lived long-lived one-time single multiple session
    standard usual normal obvious trivial predictable important critical confidential meaningless
    irrelevant useless deprecated obsolete outdated supported unsupported allowed forbidden
    recommended better best good bad fine ok okay okey broken working works correctly automatically
    manually periodically randomly currently usually probably maybe perhaps somewhere nowhere
    something anything nothing everything someone anyone everyone nobody tbd tba todo pending soon
    later today tomorrow yesterday monday friday unset undefined null nil none n/a na unavailable
    limited per-user global local remote common separate separately case-sensitive mine yours ours
    theirs everywhere anywhere protection security access root-only read-only owner mandatory
    sufficient insufficient enough high low compliant noncompliant rejected part parts half
    considered subject equal crucial vital essential present absent included excluded handled
    visible invisible readable unreadable reusable reused recoverable unrecoverable optional
    there's here's gone dead alive back due over worthless clear cleartext raw dumb stupid awful
    terrible horrible silly crap funny great awesome nice cool bad-ass irrelevant unclear vague
    interactive noninteractive non-interactive inherited derived computed resolved injected mounted
    rendered templated populated fixed unlimited infinite transient volatile asked confusing gated
    self-service selfservice mixed-case ntlm kerberos ldap sso oidc saml mfa 2fa totp otp u2f
    follows following like please thanks thank sorry hello hi hey admin-only
    enter change-me changeme foo bar baz foobar example sample dummy test-only

    пароль пароля паролю паролем пароле пароли паролей логин логина логином имя имени строка текст
    число пусто пустой пустая обязательно обязательный обязательное обязателен необязательно
    значение поле поля файл файла путь см смотри смотрите введите укажите указан указана задан
    задайте задается задаётся хранится хранятся лежит лежат находится ниже выше сброс смена сменить
    изменить изменен изменён истек истёк неверный неверен верный верен правильный правильно нужен
    токен токена секрет секрета ключ ключа длина минимум максимум секретный одноразовый временный
    постоянный стандартный обычный сложный простой простая простое длинный короткий надежный
    надёжный слабый сильный одинаковый одинаковые разный разные общий общая старый новый прежний
    текущий последний следующий такой такая такие такое другой другая неизвестен неизвестно известен
    секретно символ символа символов буква буквы букв цифра цифры цифр знак знаков регистр дней
    день дня часов минут секунд месяц месяца месяцев раз неделю доступен доступны доступна
    пользователь пользователя пользователю администратор администратора админ админа учетная
    учётная учетной учётной запись записи система системы сервис сервиса база базы вручную
    автоматически случайно опять снова сегодня завтра вчера скоро потом позже сейчас теперь пока
    никак никогда нигде везде где-то отдельно лично личный личку личке почту почте чат чате
    зашифрован захеширован хеш хэш хеша проблема ошибка отсутствует отсутствуют
    дважды трижды twice thrice
    конфиденциально хранилище хранилища хранилищем шифруется шифруются требования требование
    политика спасибо пожалуйста плз привет извини видимо наверное кажется вроде похоже запрещено
    запрещен запрещён разрешен разрешён верно ерунда фигня отстой треш жесть огонь норм ок окей
    публичный приватный закрытый открытый слово слова фраза фразы пара
    """
)
"""Words that stand after `password:` or `the password is` in talk about passwords."""

SOFT = words(
    """
    is are was were be will now still currently just simply exactly actually always again today
    here there set to it's its as the a this one like so remains remained stays became becomes
    should would i think guess believe probably maybe afaik iirc something usually changed reset
    back following follows ours our my your temporary new old current literally reads says

    это эта этот есть будет будут был была были стал стала стали стоит теперь сейчас пока там тут
    здесь такой такая такие такое следующий следующая один одна всегда остался осталась остаётся
    остается вроде кажется наверное простой простая оч очень просто вот у него нее неё них
    меня нас нам вам мне тебе если что так опять снова новый старый временный прежний тот же
    подошел подошёл держи лови держите ловите вбей вбиваем вводи введи вводите ставь написан

    takoj takoi eto teper tam tut seichas shas vot prostoj ot
    """
)
"""Words between a telling word and its value that keep the one pointing at the other."""

CUES = words(
    """
    is was now still remains became use using used type typed typing enter entered entering try
    tried put say said to as with changed was reset be it's its that's equals became password pw
    pass pwd

    это теперь сейчас там тут стоит остался осталась остаётся остается вроде такой держи лови
    держите ловите вбей вбиваем вбил вводи введи вводите ввел ввёл наберите набери набрал ставь
    поставил поставили подошел подошёл будет был стал один пароль пасс попробуй используй
    используйте на takoj takoi eto parol
    """
)
"""Words after which a likely value counts although no sign joins it to the telling word."""

LOGINS = words(
    """
    admin administrator root user postgres sa sysadmin guest master operator service oracle mysql
    ubuntu deploy test demo support manager ftp backup superuser sys system scott pi ec2-user dba
    админ администратор рут юзер гость оператор
    """
)

COMMON = words(
    """
    qwerty qwertyuiop letmein hunter dragon monkey welcome iloveyou admin root superuser swordfish
    sunshine princess football baseball trustno master shadow postgres mysql guest toor passw0rd
    p@ssw0rd p@ssword pa$$word йцукен пароль qazwsx asdfgh zxcvbn changeit calvin
    abc123 admin123 test123 1q2w3e
    """
)
"""Passwords that everybody knows: a plain word that is one when a sentence says so."""

TECH = words(
    """
    ssh-rsa ssh-dss ssh-ed25519 ecdsa-sha2-nistp256
    k8s i18n l10n a11y x86 x64 x86_64 amd64 arm64 base64 base64url oauth2 oauth1 oidc1 ipv4 ipv6
    s3 ec2 rds sha1 sha2 sha3 sha128 sha224 sha256 sha384 sha512 sha-1 sha-2 sha-256 sha-384 sha-512
    md4 md5 ntlmv2 wpa2 wpa3 wpa2-psk aes128 aes192 aes256 aes-128 aes-192 aes-256 aes-256-gcm
    aes-256-cbc rsa2048 rsa4096 rsa-2048 rsa-4096 ed25519 rs256 hs256 es256 ps256 rs512 hs512 x509
    x.509 pkcs8 pkcs12 pkcs#8 pkcs#12 p12 tls1 tls1.2 tls1.3 tlsv1 tlsv1.2 tlsv1.3 ssl3 sslv3 http1
    http2 http/2 http/1.1 utf8 utf-8 utf16 utf-16 utf8mb4 latin1 cp1251 iso-8859-1 h264 mp3 mp4 7zip
    1password python2 python3 java8 java11 java17 java21 log4j log4j2 web2 web3 e2e b2b b2c c2c p2p
    u2f fido2 2fa 3ds cifs2 smb1 smb2 smb3 smbv1 nfsv3 nfsv4 snmpv2 snmpv2c snmpv3 v2c ldapv3 argon2
    argon2i argon2id pbkdf2 bcrypt2 scram-sha-1 scram-sha-256 hmac-sha1 hmac-sha256 hmac-sha512
    pbkdf2-sha256 pbkdf2-sha512 pbkdf2-hmac-sha256 sha256sum md5sum sha512sum cl100k_base
    4096-bit 2048-bit 128-bit 256-bit 512-bit 8-char 12-char 16-char auth0 office365 o365 m365
    log4shell neo4j db2 as400 centos7 centos8 rhel7 rhel8 rhel9 debian11 debian12 windows10
    windows11 ie11 es6 vue3 angular2 bootstrap4 html5 css3 jwt2 h2 i386 i686 win32 win64 c++11 c++17
    x11forwarding l2tp ikev1 ikev2 pptp2 802.1x 802.11 mac48 k3s rke2 e2fsck
    """
)
"""Names of techniques with digits in them that stand beside telling words."""

INFRA = words(
    """
    user admin test host node db server srv web app vm prod stage staging dev worker master slave
    replica shard zone region rack disk eth pod svc service redis kafka postgres mysql mongo rabbit
    nginx proxy gateway gw fw router switch site env cluster bucket queue topic index key step
    stage phase level tier type version release build section chapter figure table part page line
    item issue bug task ticket pr mr rev step layer port vlan dc az az- us eu ap east west north
    south central сервер узел стенд шаг пункт раздел вариант тип
    """
)
"""Stems that take a number when people number things: no password in `node-3`, `user1`."""

SERIES = words(
    """
    cve cwe rfc iso iec gost din bs en ieee nist fips pci soc gdpr sha aes rsa des utf ascii cp
    jira ticket issue bug task story epic pr mr inc req chg prb sr rfe adr rfp ref ver rev cl
    gh db id no nr vlan vm srv host node rack port usb ddr cat rj ac dc tcp udp http ipv ssd hdd cpu
    gpu ram covid windows win mac
    """
)
"""What stands before the number of a paper, a standard or a part: `CVE-2024`, `RFC-2617`."""
