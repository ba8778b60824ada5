"""English words that are never a person's name, and what is no account behind an @.

Deliberately elsewhere: given names and surnames (`names`), the rules (`people_en`).
"""

from __future__ import annotations

from app.confidentiality.detectors.tables import words

NEVER = words(
    """
    the this that these those a an and or but if when where what which who why how all any some
    no not yes is are was were be been to of in on at by for from with as it its we you they he
    she i my our your his her their there here then than so do does did done use using used make
    see run set get add check create delete update remove start stop open close install
    configure enable disable click select note warning error errors failed new old first last
    next other server service services node nodes cluster clusters pod pods deployment database
    databases table tables index host hosts port ports file files folder directory page pages
    team teams group groups user users name names key keys value values type types list lists
    item items data log logs alert alerts metric metrics dashboard dashboards monitoring api
    rest http https url cloud platform system systems network networks security storage queue
    queues worker workers job jobs task tasks build builds pipeline pipelines release releases
    version versions stage stages environment production staging development testing test tests
    support documentation docs guide overview introduction summary steps procedure runbook
    runbooks playbook incident incidents issue issues request requests response status state
    health connect connector manager engine framework library module plugin plugins package
    packages image images container containers docker kubernetes linux ubuntu windows mac chrome
    firefox google amazon microsoft apple oracle redis kafka postgres postgresql mysql mongo
    nginx jenkins gitlab github slack telegram prometheus grafana helm terraform ansible
    gunicorn celery django flask python java ruby rails go rust node javascript typescript shell
    bash monday tuesday wednesday thursday friday saturday sunday january february march april
    may june july august september october november december today tomorrow yesterday street
    road avenue city town country united states kingdom north south east west central europe
    asia africa america american english russian german french spanish please thank thanks hello
    hi hey dear ltd inc llc gmbh corp company bank group university college school hospital
    department office center centre scientist engineer developer manager director officer lead
    senior junior chief head president ceo cto cfo dba sre admin administrator owner author
    editor center marketing sales finance labels resolved pending action actions command
    commands option options parameter parameters certificate certificates secret secrets token
    tokens password passwords access control policy policies rule rules role roles account
    accounts backup backups restore failover recovery disaster replication replica primary
    secondary master slave leader follower high low critical major minor hash markdown down
    studio code review reviews merge branch tree
    """
)
"""Words with a capital that are no names, whatever stands beside them."""

NO_HANDLES = words(
    """
    here channel all everyone team everybody media import include param params return returns
    override deprecated test before after app pytest click property staticmethod classmethod
    dataclass decorator types babel angular vue react todo author since see link example gmail
    yandex mail
    """
)
"""What stands behind an @ and is nobody's account."""
