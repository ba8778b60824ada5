"""Words in small letters that are names, and those that only look so: the tables of `small_letters`.

Invariant: plain tables, in lower case. Deliberately elsewhere: what a word counts for, and where.
"""

from __future__ import annotations

from app.confidentiality.detectors.tables import words

MACHINES = words(
    """
    aldebaran altair antares aquarius argon argus aries baikal beethoven cassiopeia centaur cerberus
    chronos cyclops deneb draco elbrus electra enterprise everest galileo gemini goliath gryphon
    griffin helios hyperion icarus kepler kraken krypton leviathan lynx magellan medusa minotaur
    minsk mozart nautilus nebula nemesis nemo neo nova olympus omega osiris pandora pegasus persephone
    prometheus2 proteus ragnarok rigel samurai scorpio scorpius selene serenity smaug sputnik
    buran vostok voskhod soyuz tardis taurus thanatos tiamat tundra taiga valhalla valkyrie valkyria
    valinor vega virgo voyager yggdrasil zephyr zenith ural altai kazbek sakhalin kamchatka amur
    ladoga onega sayan dombay fuji denali matterhorn kilimanjaro
    """
)
"""What else people call machines by: stars, myths, ships, mountains."""
SPOKEN = words(
    """
    dragon tank trinity mars venus mercury europa robin pascal newton darwin tesla vulcan phoenix
    atlas hermes loki superman batman bart marge homer nova omega enterprise voyager serenity zenith
    argon helios horus triton neptune argus samurai virgo zephyr ra hopper turing curie
    """
)
"""Names of machines that are products or common words too: they need more than standing there."""
NAMES_TOO = words(
    """
    mark will grace hope faith joy rose dawn summer june april august art bill dean drew gene guy
    jack max miles pat ray rob rich sandy frank grant dale norm victor sage ruby crystal jasmine
    chase carol chuck christian clay cliff dash dick don earl ernest faye forest gray hazel heath
    holly iris ivy jade jean jersey josh jay lane lily lucky major marina melody mercy misty myrtle
    olive penny peter pearl prince rusty skip star sterling sunny tab ted tim tony van violet wade
    warren woody wade page kitty jordan austin dallas houston paris london israel chad sierra
    madison savannah virginia carolina georgia florence geneva lourdes kenya india china asia
    ping robin celeste angel destiny trinity ginger amber daisy basil julienne cherry lance buck bud
    """
)
"""Given names that are words of English or places as well."""
COMMANDS = words(
    """
    etcd grep kubectl journalctl systemctl crontab stdin stdout stderr sudo chmod chown mkdir rsync
    """
)
"""Commands that no vocabulary has."""
