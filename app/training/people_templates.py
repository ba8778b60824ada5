"""Sentences of many registers with places for people, organisations and addresses.

`[a|b|c]` is one of them, `{slot}` is filled by `people_slots`: `p` a person, `g` a given name, `s` a
surname, `o` an organisation, `a` an address on one line or several, `r` a street with its number.
Everything else a slot gives is no name. Invariant: all of it is written for this project.
"""

from __future__ import annotations

TALK = r"""
[Hi|Hello|Hey|Dear|Good morning|Hi there] {p}[,|!|] [thanks for|thank you for|regarding] [your mail|the update|the report|yesterday's call].
[Hi|Hello|hey] {g}[,|!|:| -] can you [look at|check|review] the [ticket|build|invoice|draft] [today|tomorrow|when you get a minute]?
[I am|I'm|This is|It's|My name is|my name's|You can call me|They call me] {p}[ from {o}| and I live in {city}| from {country}|, nice to meet you|.|]
My [wife|husband|brother|sister|boss|neighbour|partner|son|daughter|colleague|mother|friend]['s name is|, |is called |'s called ] {p}.
[The account is|It is all|The policy is] under [my wife's|my husband's|my mother's|the late owner's] name[, |: | ]{p}.
[Please|Kindly|Can you|Could you] [add|remove|register|list] {p} [as|from] [a beneficiary|the mailing list|an authorised user|my account|the guest list][.|?|]
[Everyone|People|Friends] [calls|call|called] [me|her|him] {g}.
We [named|called] [the baby|our son|our daughter|the puppy|her|him] {g}.
{g} and {g} [went|drove|flew|moved|came] to {city} [last week|together|in {month}].
[Yesterday|Last night|On {day}] {g} [told|asked|showed|reminded] {g} [about|of] the [party|deal|results|accident].
"[I can't believe it|That's wonderful|What happened here|Are you serious]," [said|whispered|replied|shouted|asked] {g}.
"[Come in|Stop it|Wait|No way|Hurry up], {g}[!|.]" [she|he|they] [said|cried|shouted].
[So happy|I'm so sorry|Well done]! [said|wrote|texted] {g} to {g}.
{g}: "[Where are you going|Who is it|What did he say|Is this the place]?" {g}: "[Home|I'm {s}'s son|Nobody|Just a minute]."
{g}: [hello|are you there|can we move the call|lgtm|on it|thanks|will do]
{h}: [can you look at the failing job|ping me when done|who is on call today|merged|the disk is full again]
[{t}] {p}: [hello, anybody around|the deploy is stuck|restarting it now|looks fine to me|ok thanks]
{t} <{h}> [hi all|the node is back|rolling back|which cluster|done]
[ask|ping|call|tell|poke|message|try] {p} [about|for|before] the [release|backup|database|certificate|access].
[cc|CC|fyi|FYI] {p}[, {p}|]
[thanks|thx|many thanks|cheers|props|kudos] [to {p}|{g}][!|.| for the fix]
[have you seen|did you talk to|has anyone heard from|is] {g} [today|yet|around|about this][?|]
[Don't|Do not|Never] [forget|trust|wait for|call], {g}[!|.]
Let's [meet|have lunch|sit down] with {p} [on {day}|at {t}|next week|at the {noun}].
[Mr|Mrs|Ms|Dr|Prof|Mr.|Mrs.|Ms.|Dr.|Prof.|Miss|Sir] {p} [will see you now|is on leave|left a message|was here|is a {n} year old [man|woman] who grew up in {city}].
[He|She] is [{p}'s|{g}'s|{s}'s] [cousin|assistant|lawyer|biggest fan].
[Have|Has] {p} [signed|returned|read] the [contract|form|documents]?
[I'm looking for|Is there|Can I speak with|May I talk to|Put me through to] {p}[, please|, please?|?| in accounting]
[What's|What is] the name on the [card|booking|order]? [It's|Name:|User:|Customer:|] {p}
[Bot|Agent|Support]: [Who am I talking to|May I have your name|What is your full name]? [User|Customer|Me]: {p}
[her|his|my] [maiden|middle|last|first|family|full|legal] name [is|was|:] {sg}
[She was born|He was born|Born] [on|in] {d}[. Her maiden name is|, née|; maiden name] {s}
{p} is [a very kind|such a careful|the most stubborn|a truly gifted] [person|manager|doctor|driver].
[I really like|I can't stand|Nobody likes|We all miss] {g}.
{g}[,| and] {g} and {g} are [coming|late|on vacation|friends].
[Happy birthday|Congratulations|Get well soon|Good luck|Welcome aboard|Goodbye|Bye], {g}!
[i spoke with|i met|talked to|asked] {p} [yesterday|this morning|at the office] [and it is fine|about the rent|]
[when|if|because] {p} [comes back|calls|is ready|says so], [we start|tell me|open the door].
[It was|That's] {p} who [broke it|found the bug|paid|called].
[No|Yes|Sure|Well|Oh|Ok], {g}[, it's done|, I will|, not now|.]
"""

BUSINESS = r"""
{o} [announced|reported|said|confirmed] [on {day}|today|this week] that [profit rose|it will cut jobs|its chief would leave|it has agreed to buy {o}].
{p}[, the|, a] {job} [at|of|with] {o}, [said|noted|argued|warned] [the market is slow|prices may rise|the plan had failed].
[Shares of|The shares of|Stock in] {o} [fell|rose|dropped|gained] {n} percent.
[He|She|My cousin|{g}|{p}] [works|worked|used to work|interned|has been working] [for|at|with] {o}[.| since {year}.| in {city}.| as a {job}.]
{o} [was founded|was established|was started] [in {year}|by {p}|by {s} and {s}|by 2 brothers, {g} and {g}][.| in {city}.]
[The founders of|Employees of|The board of|Customers of|A spokesman for] {o} [met|complained|declined to comment|are happy].
[The|Our|their] [{n2} |][founders|partners|owners|authors|members|winners|speakers|guests|heirs] [are|were|include|are:] {s}, {s} and {s}[.|]
{o} [belongs to|was the idea of|is owned by|is run by|was started by] [its|our|{n2}|two|three] [founders|brothers|friends|people|owners][: |, | - | named ]{s}, {s} and {s}.
[Speakers|Founders|Winners|Authors|Guests|Team]: {s}, {s} and {s}
[The|] {o} [office|store|branch|headquarters|warehouse|clinic] is [at|located at|in] {a}[.|]
[The address of|Where is|How do I get to|I need directions to] {o}[? It is at| is|, it's at|:] {a}
[Our|The new|My] [office|shop|studio] [is|has moved to|moved to] {a}.
{o} [invested heavily in|focused on|pioneered|pulled out of|makes|sells|offers] [new technologies|solar power|chips|shoes|insurance].
[During|In] the {decade}, {o} [grew fast|hired thousands|lost its way|led the industry].
[{o}|{o}] [sued|acquired|merged with|competes with|supplies] {o}.
[We|They] [signed a contract with|buy from|are a supplier of|sent an invoice to|work closely with] {o}.
[Invoice|Contract|Order|Statement] [No.|#|no] {n} [from|to|between] {o} [and {o}|] [dated|of] {d}
[Bill to|Ship to|Sold to|Vendor|Supplier|Client|Customer|Company|Employer|Organisation|Organization]: {o}
{p}\n{job}\n{o}\n{a}
{p}\n{o}\n{a}
{p}\n{a}
{p}\n\n{a}
{o}\n\n{a}
{o}\n{a}
[Best|Kind regards|Regards|Best regards|Sincerely|Cheers|Thanks|Yours truly|BR],\n{p}\n[{job}|{job}, {o}|{o}|T: {f}|{e}]
[Best|Kind regards|Regards|Thanks|Cheers],\n{g}
From: {p} <{e}>\nTo: {p} <{e}>\nSubject: [Re: |Fwd: |][{noun} {noun}|invoice|meeting on {day}|question]
[From|To|Cc|Bcc|Reply-To]: {p} <{e}>[, {p} <{e}>|]
On {day}, {month} {n2}, {year} at {t}, {p} <{e}> wrote:
{p} ({e}) [wrote|opened this|assigned it to you]
[Attendees|Participants|Present|Invited|Absent]: {p}, {p}, {p}[ and {p}|]
[The meeting|The call] with {o} [is on|was moved to] {day} [at|to] {t}[, {r}|].
[Let's|We'll|we] [meet|see you] [on|this|next] {day} [at|near|in front of] {o}, {r}[, {city}|].
[I|We|She] [ordered from|bought it at|returned it to|complained to] {o}[.| on {d}.| but nothing came.]
[His|Her|My] [manager|employer|landlord|insurer|bank] is {o}.
[{p}|{g}] [is|comes|came|was] from {o}.
{p} [joined|left|runs|leads|founded|chairs|owns] {o}[.| in {year}.]
[CEO|CFO|Chairman|Director|President|Minister|Senator|Judge|Professor|Captain|Detective|Coach] {p} [resigned|agreed|spoke first|declined].
[President|Chancellor|Minister] {s} [met|called|praised] [his|her] [counterpart|{country} colleague] {p}.
{o}[, Inc.|] [is hiring|seeks|is looking for] [a {job}|{job}s] in {city}.
[Dr.|Prof.|] {p} [of|from] {o} [published|presented|wrote] [a paper|a study|new results].
[payroll|salary|leave|bonus|visa] [request|record|form] [for|of] {p}[, employee {n}|, {job}|]
[Applicant|Candidate|Employee|Patient|Tenant|Passenger|Insured|Beneficiary|Account holder|Cardholder|Name|Full name|Contact|Contact person|Signed|Signature|Witness][:| :| -] {p}
[Reporter|Assignee|Author|Owner|Reviewer|Approver|Approved by|Reported by|Created by|Assigned to|Requested by|Watchers|On-call|Primary|Secondary|Lead|Escalation]: {p}
"""

CUSTOMERS = r"""
[I|We] [want|need|would like|wish] to [change|update|correct] my [address|billing address|shipping address|postal address] to[ |: ]{a}[.| please|, thanks| for post mail?]
[Please|Kindly|Could you|Can you] [send|ship|deliver|mail|forward|post] [it|them|the card|a new card|my order|the statement|everything] to {a}[.|?| Thanks|]
[My|Our|His|Her|The] [new|old|current|home|mailing|billing|primary|delivery|] [address|home address] [is|:|=] {a}[.|]
[The|Your|A] [letter|package|parcel|bill|courier|order] [arrived|was delivered|was sent|came|went] [at|to] {a} [last night|yesterday|on {day}|.].
[I|We|They|{g}|{p}] [live|lives|lived|stay|moved|am staying] [at|to] {a}[.|, near the station.|]
[Where do you live|What is your address|Address|And the address|Where to|where are we meeting]? [I live at|It's|It is in|Sure,|] {a}
[I have|I've|we] [moved|relocated], [please update|note|here is] [my|the|our] [new address|address][:| is] {a}
[There are|I have] two addresses[: |, they are ]{a}[ and | and also ]{a}
[The corner of|at the corner of|between] {rs} and {rs}
[The house|The accident|The fire|The theft] [on|at|in] {r} [was|happened] [in {city}|last night|near the bridge].
[He|She] [grew up|lives|works|was seen] [on|at|in] {r}[,| in] {city}.
{p} [lives|works|resides] [at|in] {r}[, {city}|]
{g} [gave|told|sent] {g} [his|her] [new|] address: {r}
{p}'s address[ is|:|:\n\n] {a}
[title of|The song|The book|The street named] {r} [refers to|is about] [a street in {city}|the old days|].
[What is|Is there] [the|a] [limit|charge|fee|interest] [for|on] [my card|card {cc}|this account]?
[How|Where|When] [do I|can I|should we] [open|close|activate|cancel] [my|an|the] [account|card|subscription|policy]?
[Can|Could] someone call me [on|at] my number {f}[?|]
[I lost|My wife lost|They stole] [my|her] card {cc}. [My name is {p}.|]
[My|The] [zip code|postcode|zip] is {zip}.
[The|Your] [website|site|page|app] [is down|does not open|says error {n}] [from {city}|when I log in|]
[I'm|We are|she is] [in|from|originally from|travelling to|flying to] [{city}|{country}|{city}, {country}|{city} ({country})][.| next week.| with my kids.]
[How's|How is] the weather in {city}?
[Order|Ticket|Case|Claim|Booking|Flight] {n} [for|by|from|of] {p}[, {a}|, {city}|]
[Mrs.|Mr.|Ms.|Dr.] {p} {a}
[Name|Full Name]: {p}\n[Address|Street]: {a}\n[Phone|Tel]: {f}
[Name|Customer][,|;|\t]{p}[,|;|\t][Address|Home][,|;|\t]{a}
name: {p}\nemail: {e}\naddress: {a}
{n},{g},{s},{e},{f}
{n};{p};{e};{d}
{s}, {g}[;| -|,] {job}
"{p}","{o}","{e}","{r}"
{{"name": "{p}", "company": "{o}", "address": "{a}"}}
{{"first_name": "{g}", "last_name": "{s}", "city": "{city}"}}
owner: {p}\nteam: {word}\nchannel: {word}
- {p}\n- {p}\n- {p}
| {p} | {job} | {e} |
| {o} | {p} | {f} |
>>> {p}\n>>> {o}\n>>> {r}\n>>> {city}
[Mr. |Dr. |Ms. |]{p}\n{o}\n{r}\n{u}\n{where}
> {p}\n> {o}\n> {r}\n> {u}\n> {where}
// {p}\n// {o}\n// {r}\n// {where}
!! {p}\n!! {o}\n!! {r}\n!! {u}\n!! {where}\n!! {where}
?? {p}\n?? {o}\n?? {r}\n?? {where}
| {p}\n| {r}\n| {where}\n| {f}
{p}\n\n{a}\n{f}\n{f}
{p}\n{job}\n{o}\n{a}\n{f}
[Return to|Pick me up at|Send a taxi to|The taxi should come to|We are at|Meet me at|Deliver this to] {a}[ please|, thanks| for the card {cc}| in case of trouble|. Call me.]
* {p}\n* {o}\n* {r}\n* {city}, {country} {zip}
"""

CULTURE = r"""
[The film|The movie|The series|The play|{Noun} {Noun}|{Noun}] [was|is] [directed by|written by|produced by] {p}[ and stars {p}| and starring {s}|, with {p}|.]
{Noun} is a {year} [American|French|British|German|Indian] [drama|comedy|thriller] [film|novel|album] by {p}.
[The|A] [song|record|album|single|cover] [by|from|of] {p} [sold|won|became] [a million copies|an award|the first hit] [for|on] {o}.
{s} and {s} [were|are|have been] [great players|wonderful architects|old friends|rivals|late again|on call].
[There is no|Is there a|What a] [better|finer|worse] [duo|goal|film|tune] [in the|on this] [world|page|year][?|.] {s} and {s} [were|are] [brilliant|gifted writers|masters].
[Is there|Was there] a better [song|book|singer] [than|by] {p}[?|'s?]
[A tribute|A letter|A gift|An ode] to {p}[.| - it was moving.]
[As|Like] {p} [points out|once said|wrote|put it][,|:] [most are awful|nobody cared|it never was easy].
[{p}|{s}] [scored|won|lost|hit|missed] [twice|the final|a penalty] [against {s}|in {city}|for {o}].
{p} ([born|b.] {d}) is [a|an] [{job}|retired {job}] [from {city}|who lives in {country}|].
{p} was [married|engaged] to {p}[.| in {year}.| for {n2} years.]
[The band|The group|The duo] {Noun} [toured|played in|came from] {country}.
[Professor|Lieutenant|Queen|King|Pope|Saint|Aunt|Uncle|Grandma|Princess] {g} [smiled|arrived|left|visited {city}].
the [king|queen|president|minister] [arrived|landed] [in|at] {city} [from {country}|this morning|].
{g} [smiled|laughed|nodded|cried|ran|sat down|looked away][.| and said nothing.]
[For|After|Before|With] {p}, [music|work|running|cooking] [was everything|came first|is a game].
"[We|I] [loved|wanted|needed] [this song|the idea|the place]," [says|said|explains] [producer|singer|actor|author|guitarist] {p}.
{city} is [a city in|the capital of|near] {country}.
[{Noun} {Noun}|The {Noun}] [opened|closed|burned down] in {city} [in {year}|on {day}].
[When|Time|Date]: {d} [{t}|]\n[Where|Place]: {city} [Hall|Club|Stadium|Library]
[{country}|{city}|Many people in {country}] [has|have|had] [a long history|company songs|terrible winters].
[The|A] {Noun} of {Noun} [is|was] [a novel|about love|hard to find].
[It was|There was] a [dark|cold|busy|long] [night|{day}|{month}] [in {city}|].
[Visit|Travel to|Fly to] {city} [in {month}|this {day}|now] [and see the {noun}|].
[my religion|this song|the weather|your service|the {noun}] [does not allow|is the worst|is great|was too slow] [it|ever|at all|].
[Her|His] [novel|essay|poem] "{Noun} [and|of|in] {Noun}" [won a prize|is out of print].
"""

TECH = r"""
[Open|Check|See|Edit|Restart|Update|Install|Configure|Enable] [the|] {Tech} [and|in|with|on|for] [the|] {Tech}[.| before you start.|:]
[##|#|###|] {Title} {Title}[ {Title}|]
[##|#|] [How to|Troubleshooting|Monitoring|Upgrading|About|Introduction to|Debugging] [the |]{Tech} {Title}
[The|A] {Tech} {Title} [is|was|may be] [down|slow|not ready|out of date|degraded].
[If|When] [the|] {Tech} [fails|crashes|restarts|is full], [run|check|look at] [the logs|`{word}`|{Tech}].
[1.|2.|-|*] [Click|Select|Go to|Choose|Press] **{Title}**[ > {Title}|][.| and **{Title}**.]
{Tech} [uses|needs|supports|talks to|depends on|exports] {Tech}[,| and] {Tech}[.| {n}.{n2}.]
kubectl [get|describe|delete] [pods|nodes|svc|{word}] -n {word}[ | -o yaml]
[apiVersion|kind|metadata|spec|name|image|env|labels]: [v1|{Tech}|{word}-{word}|{word}]
[ERROR|WARN|INFO|DEBUG|FATAL] [{word}|{Tech}] [{word}: |]{Title} {word} [failed|timed out|not found] [after {n} ms|]
[{d} {t}] [INFO|ERROR] {word}.{word}: [started|user logged in|connection closed] [for user {h}|]
{month} {n2} {t} {word} {word}[[{n}]:|:] [session opened|Out of memory|Started {Tech}]
[Alert|Metric|Dashboard|Query|Rule|Panel|Severity|Impact|Summary|Meaning|Diagnosis|Mitigation|Runbook|Status|Priority]: [{Tech}|{Title} {Title}|{Title}|{word}]
[You can|To] [create|view|delete] [a|the] {Tech} [using|in] the [{Tech} Console|{Title} menu|{Tech} CLI|management console].
[The|Each|Every] {Title} [has|contains|returns] [a|the] {Title} and {Title}.
{Tech} [vs|or|/|and] {Tech}
[From|On|By|Since|Until] {day}[, {month} {n2}|] [to|until] {day}[, we are closed|].
[Deployed|Released|Merged|Built] [by|from|with] [Jenkins|CI|automation|{Tech}] [on|at] {d}
[|] {Title} | {Title} | {Title} |
`{word}` [is|means|sets] [the|a] {word} [of|for] {Tech}
[SELECT|INSERT|UPDATE] {word} [FROM|INTO] {word}[ WHERE id = {n}|]
[https|http]://{word}.example/{word}[/{word}|] 
[A|The] {word} {word} [exceeds|is above|is below] {n} [ms|MB|GB|percent][.| for {n2} minutes.]
[Note|Warning|Important|Tip|Caution|Attention]: {Title} [is|are|must be] {word}[.| and {word}.]
[In|For] [production|staging|{Tech}], [we use|there are|set] {n2} {Tech} [nodes|replicas|shards|Brokers].
[{Title}{Title}{Title}|{Title}{Title}] [fires|alerts|triggers] when [the |]{word} [is full|lags|goes down].
[Amazon|Google|Microsoft|Apple|Oracle|Red Hat|Yandex|IBM] {Title} {Title} [supports|lets you|is] {word}.
[Step|Phase|Part|Section|Chapter|Table|Figure|Appendix|Version] {n2}[:|.] {Title} [the|] {Title}
[Virtual|Managed|Dedicated|Default|Public|Private|Internal|Global] {Title} {Title}
[chat|feed|data|queue|log|config|service|job|value|key|note|port]: [{word}|{n}|{Tech}]
[{Title}|{word}]-[{Title}|{word}] [is|are] [required|optional|deprecated]
THE {UPPER} {UPPER} [IS|MUST BE] {UPPER}
[Terraform|Ansible|Helm] {word} [will|can] [create|destroy] the {Title} {Title}.
"""
"""Sentences without anybody in them."""

REGISTERS = {
    "talk": (TALK, 3.0),
    "business": (BUSINESS, 2.6),
    "customers": (CUSTOMERS, 2.8),
    "culture": (CULTURE, 1.6),
    "tech": (TECH, 3.0),
}
"""Register -> its templates, and how often it is taken."""
