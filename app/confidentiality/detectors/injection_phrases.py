"""How people speak to a model in a text that it will read: tags of roles and phrases.

Invariant: a phrase names the model's own things (its instructions, prompt, rules, role, user), so
that a runbook's imperatives ("ignore the warning", "forget the old password") are none.
Deliberately elsewhere: other languages than English (`injection_languages`).
"""

from __future__ import annotations

import re

from app.confidentiality.detectors.cues import Cues
from app.confidentiality.detectors.injection_languages import MODEL as _MODEL_RU

_W = r"(?:[\w'’,\-]{1,20}\s){0,5}?"
_OLD = (
    r"(?:previous|prior|preceding|above|earlier|past|former|existing|initial|original|foregoing"
    r"|other|system"
    r"|developer|your|you(?:['’]ve| have)? (?:got|received|been given|were given)|following"
    r"|current|safety)"
)
_ORDERS = r"(?:instruct(?:ion)?s?|prompts?|directives?|directions|programming|system message)"
_RULES = (
    rf"(?:{_ORDERS}|rules?|guidelines?|guardrails?|restrictions?|constraints?|orders?"
    rf"|commands?|polic(?:y|ies)|training|conversation|context|messages?|safeguards|filters)"
)
_MODEL = (
    r"(?:a\.?i\.?|artificial intelligence|llms?|gpt\S{0,4}|chat ?gpt|chat ?bots?|bots?|"
    r"(?:large )?language models?|(?:ai |virtual )?assistants?"
    r"|ai (?:models?|agents?|systems?)|claude|gemini|copilot|generator)"
)
_TELL = (
    r"(?:say|print|write|output|reply|respond|answer|tell|reveal|repeat|return|display|show"
    r"|recommend|send|include|mention|ignore|execute|act|behave|forget|claim)"
)

PHRASES = Cues(
    (
        (
            "ignore|disregard|forget|override|overlook|neglect|bypass|discard|stop_following"
            "|stop_obeying|do_not_follow|don't_follow|do_not_obey|pay_no_attention|set_aside|erase",
            r"(?:ignor(?:e|ing)|disregard|forget|override|overlook|neglect|bypass|discard|stop "
            r"(?:following|obeying)|do(?: not|n['’]t) (?:follow|obey)|pay no attention to"
            r"|set aside|erase)"
            rf"\s(?:(?:all|any|every|each|about|of|the|these|those|this|and|everything in"
            rf"|whatever)\s){{0,4}}(?:(?:{_OLD})[\s,]{{1,2}}(?:(?:and|or|&"
            rf"|,)\s)?){{1,3}}{_W}{_RULES}(?!\w)",
        ),
        (
            "ignore|disregard|forget|override",
            rf"(?:ignore|disregard|forget|override)\s(?:all|any|every|everything|the|these)\s"
            rf"(?:of\s)?(?:the\s|your\s|these\s)?{_ORDERS}\s(?:above|before|you|that (?:came"
            rf"|were|you)|given|so far|from|prior|until)",
        ),
        (
            "ignore|disregard|forget",
            r"(?:ignore|disregard|forget)\s(?:everything|all"
            r"|anything)\s(?:you|that|i|we|above|before|prior|previously|written|said|from)\s?"
            r"(?:were|was|have|learned|know|said|told|above|before|is|came|this)",
        ),
        (
            "you_are_now|you're_now|from_now_on|you_are_going_to|you_will_now|you_must_now"
            "|now_you|henceforth|starting_now|as_of_now",
            rf"(?:you(?: are|['’]re) now|from now on,? you|you are going to|you (?:will"
            rf"|must) now|henceforth,? you|starting now,? you|as of now,? you)\s(?:(?!ready"
            rf"|logged|connected|able|done|finished|in the)[\w'’\-]{{1,20}}[\s,]{{1,2}}){{0,8}}?"
            rf"(?:{_MODEL}|dan\b|act(?:ing)? as|pretend(?:ing)?|answer|respond|reply"
            rf"|unrestricted|uncensored|unfiltered|jailbroken|free (?:of|from)|developer mode"
            rf"|in (?:debug|god|developer|admin|root) mode|obey|role|persona|character)(?!\w)",
        ),
        (
            "act_as|acting_as|act_like|pretend|role-play|roleplay|role_play|simulate"
            "|imagine_you|play_the_role|immerse_yourself|you_are_about|assume_the",
            rf"(?:act(?:ing)? (?:as|like)(?: if you (?:are|were))?|pretend(?: to be| you are"
            rf"| that you are|ing to be)|role-?\s?play(?:ing)? as|simulate|imagine "
            rf"(?:that )?you are|play(?:ing)? the role of|"
            rf"(?:you are about to )?immerse yourself in(?:to)?|assume the (?:role|identity"
            rf"|persona) of)\s{_W}"
            rf"(?:dan\b|stan\b|dude\b|aim\b|jailbroken|unrestricted|uncensored|unfiltered|evil"
            rf"|amoral|unethical|developer mode|(?:another |an? )?{_MODEL} (?:model |named "
            rf"|known |that |who |with(?:out)? |which |called ))",
        ),
        (
            "do_anything_now|dan_mode|developer_mode|jailbreak_mode|jailbroken|god_mode"
            "|opposite_mode|broken_free|unfiltered|uncensored|always_intelligent"
            "|stay_in_character|strive_to_avoid",
            r"(?:do anything now(?!\w)|dan mode|developer mode (?:enabled|output|response)"
            r"|jailbreak mode|(?:in )?jailbroken (?:mode|state|response)|god mode enabled"
            r"|opposite mode|broken free (?:of|from) the (?:typical )?(?:confines|constraints"
            r"|restrictions)|strive to avoid norms"
            r"|(?:unfiltered|uncensored)(?: and \w+)? (?:responses?|answers?|ai|mode|model"
            r"|chatbot)|always intelligent and machiavellian|stay in character)",
        ),
        (
            "without|no_|free_of|free_from|not_bound|bypass|circumvent|evade|ignor|violat|abide"
            "|openai",
            rf"(?:without|no|free (?:of|from)|not bound by|bypass(?:ing)?|circumvent(?:ing)?"
            rf"|evad(?:e|ing)|ignor(?:e|ing)|violat(?:e|ing)|abide by)\s(?:any |all |the |your "
            rf"|its |these )?(?:(?:{_MODEL}|openai|anthropic|ethical|moral|safety|content"
            rf"|usage)['’]?s?\s?(?:and |or |, )?){{1,3}}(?:guidelines?|restrictions?"
            rf"|limitations?|filters?|rules|polic(?:y|ies)|constraints|guardrails)",
        ),
        (
            "reveal|show|print|repeat|output|tell_me|display|leak|give_me|what_is_your"
            "|what_are_your|what_were_your|dump|expose|share_your|copy|return|disclose|recite"
            "|state_your",
            rf"(?:reveal|show|print|repeat|output|tell me|display|leak|give me|what (?:is|are"
            rf"|were|was)|dump|expose|share|copy|return|disclose|recite|state)\s{_W}(?:(?:your"
            rf"|the|its)\s(?:(?:exact|full|entire|complete|original|initial|hidden|secret"
            rf"|internal|confidential|system|whole)\s){{0,3}}(?:system prompts?"
            rf"|initial prompts?|pre-?prompts?)|your\s(?:(?:exact|full|entire|complete|original"
            rf"|initial|hidden|secret|internal|confidential|system)\s){{0,3}}(?:prompts?"
            rf"|instructions|directives|guidelines))(?!\w)",
        ),
        (
            "repeat|print|output",
            r"(?:repeat|print|output)\s(?:all |everything |the words "
            r"|the text |verbatim )(?:of )?(?:the )?(?:text |words |above|before )+(?:above"
            r"|verbatim|starting with|this (?:line|prompt|message))",
        ),
        (
            "send|post|forward|upload|append|include|exfiltrate|transmit|encode|leak|embed",
            rf"(?:send|post|forward|upload|append|include|exfiltrate|transmit|encode|leak"
            rf"|embed)\s{_W}(?:(?:the|this|our|entire|whole|full|all)\s){{0,3}}(?:conversation"
            rf"|chat history|chat log|user['’]?s? (?:question|query|input|prompts?|messages?"
            rf"|data|request|e-?mail|secrets?|password)|system prompt|previous messages|your "
            rf"(?:instructions|context|prompt|memory))[^\n]{{0,80}}?(?:\bto\b|\bat\b|\bin "
            rf"(?:the|an?) (?:url|image|link|query)|https?:|\burl\b)",
        ),
        (
            "do_not|don't|never|without|must_not|should_not|hide|conceal|keep_this|avoid",
            r"(?:(?:do not|don['’]t|never|must not|should not|avoid)\s(?:tell(?:ing)?|inform"
            r"(?:ing)?|notify(?:ing)?|mention(?:ing)?|reveal(?:ing)?|disclos(?:e|ing)|show"
            r"(?:ing)?|alert(?:ing)?|warn(?:ing)?|say(?:ing)?|let)\s(?:(?:this|it|that|them|any"
            r"(?:thing)?|of|about|these|instructions?|the fact)\s){0,4}(?:to\s)?(?:the |your )"
            r"(?:end[- ])?user(?:s)?(?!['’\w]|\s(?:name|id|data|interface))"
            r"|without\s(?:telling|informing|notifying|alerting|mentioning (?:it"
            r"|this) to)\sthe user(?!\w)|(?:hide|conceal)\sthis\sfrom\sthe\suser|keep\sthis\s"
            r"(?:a\s)?(?:secret|hidden)\s(?:from\sthe\suser)?)",
        ),
        (
            "attention|note_to|dear|important|if_you_are|if_you're|hey|hello|hi_|message_to"
            "|message_for|instructions_for|instruction_to|as_an_ai|note_for|listen",
            rf"(?:(?:attention|dear|hey|hello|hi|listen),?\s"
            rf"(?:the\s)?[\"'«]?{_MODEL}[\"'»]?[\s,:!.]|important[:,!]?\s(?:message |note "
            rf"|instructions? )?(?:to |for )?(?:the |any |all )?{_MODEL}[:,]|(?:note|message"
            rf"|instructions?) (?:to|for) (?:the |any |all |an )?{_MODEL}(?:\s?[:,\-—]|\s"
            rf"(?:reading|processing|parsing|summari))"
            rf"|if you(?: are|['’]re) (?:an? |the )?{_MODEL}(?:[\s,:])(?!\w+ (?:user|developer"
            rf"|engineer|admin)))",
        ),
        (
            "ai_|llm|assistant|language_model|chatbot|any_ai|all_ai",
            rf"(?:(?:any |all )?{_MODEL})\s(?:reading|processing|parsing"
            rf"|summari[sz]ing)\sthis\s(?:text|page|document|message|content)?",
        ),
        (
            "new_instruction|new_system|updated_system|updated_instruction|real_instruction"
            "|your_new|your_real|your_true"
            "|your_actual",
            rf"(?:(?:new|updated|real|revised) (?:system instructions?\s?:|"
            rf"(?:system )?instructions?(?: "
            rf"(?:for (?:the )?{_MODEL}|from (?:the )?(?:developer|admin\w*"
            rf"|system)))\s?[:\-—])|your (?:new|real|true|actual) (?:task|instructions?|goal"
            rf"|objective|role|purpose|directive|mission)s? (?:is|are|:))",
        ),
        (
            "stop_everything|nevermind|never_mind",
            rf"(?:stop everything|never\s?mind)[!.,\s]{{1,"
            rf"8}}(?:now[!.,\s]{{1,8}})?(?:just |instead |and ){{0,2}}{_TELL}(?!\w)",
        ),
        (
            "just_say|just_print|just_output|only_say|only_output",
            r"(?:and|instead)?\s?(?:just"
            r"|only) (?:say|print|output)\s[\"“«'](?=[^\n]{1,200}[\"”»'])(?=[^\n]{0,200}"
            r"(?:hijack|prompt|pwned|hate|kill|humans))",
        ),
        (
            "every|all_your|all_future|each",
            r"(?:every|all(?: of)?|each)\s(?:one of\s)?(?:your\s|future\s|subsequent\s){1,2}"
            r"(?:responses?|answers?|repl(?:y|ies)|outputs?)\s(?:must|should|will|has to"
            r"|have to|needs? to|with)",
        ),
        (
            "you_must_obey|you_have_to_answer|you_will_have|you_must_comply|obey_the"
            "|you_cannot_refuse|you_never_refuse|never_refuse",
            r"(?:you (?:must|will|shall) "
            r"(?:always )?(?:obey|comply)|you (?:will )?have to answer my|you (?:can(?:not"
            r"|['’]t)|never|must never) refuse|never refuse (?:a|any|my|the))(?!\w)",
        ),
    ),
    within=False,
)
"""Tried where their first words stand; each ends with the words that make it an instruction."""

TAGS = re.compile(
    r"<\|(?:im_start|im_end|im_sep|system|user|assistant|endoftext|eot_id|begin_of_text"
    r"|start_header_id|end_header_id|end)\|>(?:(?:system|user|assistant)\b)?"
    r"|\[/?INST\]|<</?SYS>>|<(?:start|end)_of_turn>|</?(?:system|assistant)[_-](?:prompt"
    r"|message|instructions?)>"
    r"|^#{2,4} ?(?:System|SYSTEM|Instruction|Assistant|Human|New instructions?) ?:[ \t]*(?:"
    r"(?:[Yy]ou|[Ii]gnore|[Dd]isregard|[Ff]orget|[Ff]rom now|[Aa]ct|[Rr]eveal|[Tt]he (?:user"
    r"|assistant))\b[^\n]{0,300}|$)"
    r"|^(?:SYSTEM|System|ASSISTANT|Assistant) ?: ?(?:You (?:are|must|will|should)|[Ii]gnore"
    r"|[Dd]isregard|[Ff]orget|[Nn]ew instructions)\b[^\n]{0,300}"
    r"|!\[[^\]\n]{0,200}\]\(https?://[^)\s]{1,200}[?&/][\w\-]{0,20}=?(?:\{|\[|<|%7B"
    r"|\$\{?)[^)\n]{0,20}(?:data|prompt|conversation|secret|chat|message|user|history|context"
    r"|answer|query|summary)[^)\n]{0,200}\)",
    re.MULTILINE,
)
"""Tags of roles of chat templates, and pictures whose address carries what was said."""

ADDRESSED = re.compile(
    rf"\b(?:{_MODEL}|{_MODEL_RU})\b.{{0,300}}\b(?:{_TELL}|must|should|do not|always|never|скажи"
    rf"|ответь|напиши|должен|должна|игнорируй|не говори|порекомендуй|отвечай)\b"
    rf"|\b(?:ignore|disregard|forget|игнорируй|забудь)\b.{{0,60}}\b(?:{_RULES}|инструкци\w+"
    rf"|указани\w+|правил\w*)\b|system prompt|системн\w+ промпт",
    re.IGNORECASE | re.DOTALL,
)
"""What makes a comment speak to a model: it names one and tells it what to do."""
