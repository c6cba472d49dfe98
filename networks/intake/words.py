"""The words that files use for people, in Dutch and English with some German and French: data, no behaviour.

All words stand here in plain form: lower case, no accents, spaces for punctuation (``clean.plain``).
"""

from networks.choices import Circle, Relation, Side


def _words(text: str) -> tuple[str, ...]:
    return tuple(word.strip() for word in text.split("|"))


HEADERS: dict[str, tuple[str, ...]] = {
    "name": _words(
        "name|naam|full name|fullname|volledige naam|display name|weergavenaam|contact|contact name|"
        "contactnaam|person|persoon|wie|who|member|lid|naam persoon|naam contactpersoon|betrokkene|"
        "deelnemer|participant|naam lid|member name|person name|vollstandiger name|nom complet"
    ),
    "first": _words(
        "first name|firstname|first|given name|given|forename|voornaam|roepnaam|voornamen|vorname|prenom|"
        "given names"
    ),
    "initials": _words("initials|initialen|voorletters|voorletter"),
    "infix": _words(
        "tweede naam|middelste naam|tussenvoegsel|tussenvoegsels|infix|tussenv|voorvoegsel|voorvoegsels|"
        "middle name|tv"
    ),
    "last": _words(
        "last name|lastname|last|family name|family|surname|achternaam|familienaam|geslachtsnaam|"
        "nachname|nom de famille|nom"
    ),
    "organisation": _words(
        "organization 1 name|organisatie 1 naam|organisation|organization|organisatie|instelling|company|"
        "bedrijf|employer|werkgever|praktijk|zorgaanbieder|zorgorganisatie|vereniging|organization name|"
        "organisatienaam|company name|instantie|van organisatie|institution|agency|provider|firma|"
        "organisatie instelling|organisatie naam|works for|werkt bij|werkzaam bij"
    ),
    "email": _words(
        "email|e mail|mail|mailadres|e mailadres|emailadres|email address|e mail address|e mail 1 value|"
        "email 1|e mail adres|email adres|mail address|e mail address 1|emailaddress|e mail werk|"
        "e mail prive|contact email"
    ),
    "mobile": _words(
        "mobile|mobiel|mobile phone|mobiele telefoon|mobiel nummer|mobiele nummer|cell|cell phone|gsm|06|"
        "06 nummer|telefoon mobiel|mobile number|mobieltje|handy"
    ),
    "phone": _words(
        "phone|telefoon|tel|telefoonnummer|phone number|telephone|telephone number|tel nr|telnr|"
        "telefoonnr|nummer|telefoon thuis|telefoon werk|home phone|work phone|business phone|"
        "phone 1 value|vast|vaste telefoon|telefon|contactnummer|contact number|phone 1|telefoon 1|"
        "tel nummer|telephone no|phone no|telefoon vast"
    ),
    "relation": _words(
        "wie is dit|wie is het|who is this|who is it|relation|relatie|relationship|rol|role|"
        "relatie tot client|relatie met client|relatie tot de client|relation to client|"
        "relationship to client|verwantschap|relatie tot|band|wat ben je|familierelatie|"
        "relationship to patient|rol in netwerk|rol in het netwerk|beziehung|kind of relation|"
        "relatietype|hoe ken je elkaar|connection|relationship type|relatie client"
    ),
    "function": _words(
        "role description|functieomschrijving|omschrijving rol|rolomschrijving|organization 1 title|"
        "organization title|organisatie 1 functie|function|functie|beroep|job|job title|jobtitle|"
        "title of job|profession|discipline|functienaam|vak|occupation|functie beroep|beruf|specialisme|"
        "specialty|speciality|position|functie discipline|deskundigheid|job role|professional role|"
        "functie rol|rol functie|role function"
    ),
    "side": _words(
        "is professional|is formal|is beroepskracht|professional|professioneel|beroepskracht|betaald|"
        "paid|categorieen|group membership|labels|categories|formal informal|formeel informeel|"
        "informeel formeel|informal formal|formal|formeel|informal|informeel|soort|type|kind|side|"
        "categorie|category|soort lid|soort relatie|kant|groep|group|groups|groepen|type contact|"
        "soort contact|type relatie|member type|type lid|formeel of informeel|formal or informal"
    ),
    "circle": _words("circle|kring|cirkel|ring|nabijheid|closeness|afstand|schil|kring cirkel"),
    "client": _words(
        "client|clientnaam|naam client|client naam|client name|name of client|patient|patient name|"
        "naam patient"
    ),
    "language": _words("language|taal|voorkeurstaal|preferred language|sprache|spreektaal|lang"),
}
"""Column names by the field they fill, in plain form; a digit at the end is passed over."""

SELF = frozenset(
    _words(
        "client|clienten|self|zelf|ikzelf|ik|me|myself|ich|patient|bewoner|bewoonster|resident|"
        "hoofdpersoon|centrale persoon|service user|person at the centre|person in the centre|the client|"
        "de client|zorgvrager|cliente|is client|client zelf|oneself|klient|klientin|patientin|"
        "deelnemer zelf"
    )
)

RELATION_WORDS: dict[Relation, tuple[str, ...]] = {
    Relation.PARTNER: _words(
        "partner|echtgenoot|echtgenote|man|vrouw|husband|wife|spouse|levenspartner|levensgezel|"
        "life partner|vriend en partner|domestic partner|ehemann|ehefrau|mann|frau|mari|femme|epoux|"
        "epouse|conjoint|significant other|fiance|verloofde|married partner|boyfriend|girlfriend|"
        "huwelijkspartner|geregistreerd partner|samenwonend partner|partner echtgenoot|"
        "partner echtgenote|echtgeno o te|echtgenoot e|man partner|vrouw partner"
    ),
    Relation.PARENT: _words(
        "moeder|vader|ouder|ouders|mama|papa|mam|pap|mum|mom|dad|mother|father|parent|parents|"
        "stiefmoeder|stiefvader|pleegmoeder|pleegvader|pleegouder|stepmother|stepfather|foster mother|"
        "foster father|foster parent|mutter|vater|eltern|mere|pere|natural mother|natural father|"
        "adoptiefmoeder|adoptiefvader|adoptive parent|stepparent|stiefouder|adoptiefouder|moeder vader|"
        "vader moeder"
    ),
    Relation.CHILD: _words(
        "zoon|dochter|kind|kinderen|son|daughter|child|children|stiefzoon|stiefdochter|pleegkind|"
        "pleegzoon|pleegdochter|stepson|stepdaughter|stepchild|sohn|tochter|fils|fille|natural child|"
        "adopted child|adoptiefkind|foster child|zoon dochter|natural son|natural daughter|adult child|"
        "oudste zoon|oudste dochter|jongste zoon|jongste dochter"
    ),
    Relation.SIBLING: _words(
        "broer|zus|zuster van client|broer zus|zus broer|brother|sister|sibling|halfbroer|halfzus|"
        "stiefbroer|stiefzus|half brother|half sister|stepbrother|stepsister|bruder|schwester|"
        "geschwister|frere|soeur|tweelingbroer|tweelingzus|zusje|broertje|twin|twin sister|twin brother|"
        "broers|zussen|brothers|sisters"
    ),
    Relation.FAMILY: _words(
        "familie|family|familielid|family member|opa|oma|grootvader|grootmoeder|grandfather|grandmother|"
        "grandparent|grandchild|grandson|granddaughter|kleinkind|kleinzoon|kleindochter|oom|tante|uncle|"
        "aunt|neef|nicht|nephew|niece|cousin|schoonmoeder|schoonvader|schoonouder|schoonouders|"
        "schoonzoon|schoondochter|schoonzus|zwager|schwager|schwagerin|mother in law|father in law|"
        "son in law|daughter in law|sister in law|brother in law|in law|in laws|schoonfamilie|"
        "schoonbroer|schoonzuster|extended family|relative|overige familie|andere familie|other family|"
        "bloedverwant|verwant|ex partner|ex man|ex vrouw|former spouse|next of kin|naaste familie|enkel|"
        "enkelin|onkel|grossmutter|grossvater|grand mere|grand pere|oncle|achternicht|achterneef|"
        "grootouder|nichtje|neefje|familie overig|family other|aangetrouwd|verwandte|angehorige|"
        "angehoriger"
    ),
    Relation.FRIEND: _words(
        "vriend|vriendin|vrienden|friend|friends|kennis|kennissen|acquaintance|freund|freundin|ami|amie|"
        "kameraad|mate|vriend kennis|goede vriend|goede vriendin|beste vriend|beste vriendin|best friend|"
        "good friend|family friend|unrelated friend|huisvriend|vriend in|vriendenkring|close friend|"
        "old friend|oude vriend|oude vriendin|bekannter"
    ),
    Relation.NEIGHBOUR: _words(
        "buur|buurman|buurvrouw|buren|buurjongen|buurmeisje|overbuur|overbuurman|overbuurvrouw|neighbour|"
        "neighbor|neighbours|neighbors|next door neighbour|next door neighbor|nachbar|nachbarin|voisin|"
        "voisine|onderbuur|bovenbuur|bovenbuurvrouw|onderbuurvrouw|bovenbuurman|onderbuurman|buurtgenoot|"
        "buur man|dorpsgenoot|buurvrouw man|former neighbour|oude buurvrouw|oude buurman|oud buurvrouw|"
        "oud buurman|straatgenoot"
    ),
    Relation.VOLUNTEER: _words(
        "vrijwilliger|vrijwilligster|vrijwilligers|volunteer|volunteers|buddy|maatje|maatjes|befriender|"
        "ehrenamtlich|ehrenamtliche|ehrenamtlicher|benevole|bezoekvrijwilliger|taalmaatje|"
        "visiting volunteer|vrijwilliger maatje|zorgvrijwilliger|vrijwillig"
    ),
    Relation.COLLEAGUE: _words(
        "collega|oud collega|colleague|co worker|coworker|former colleague|old colleague|ex collega|"
        "work colleague|kollege|kollegin|collegue|collegas|classmate|klasgenoot|teamgenoot|studiegenoot|"
        "schoolvriend"
    ),
    Relation.OTHER: _words(
        "mantelzorger|mantelzorg|informal carer|informal caregiver|caregiver|carer|family carer|"
        "contactpersoon|contact person|eerste contactpersoon|tweede contactpersoon|emergency contact|"
        "noodcontact|naaste|naasten|overig|anders|other|bekende|huisgenoot|roommate|room mate|housemate|"
        "leefeenheid|medebewoner|gezinslid|guardian|legal guardian|wettelijk vertegenwoordiger|"
        "legal representative|voogd|gevolmachtigde|gemachtigde|1e contactpersoon|2e contactpersoon|"
        "eerste relatie|first contact|power of attorney|hulpouder|peetouder|godparent|godmother|"
        "godfather|peetoom|peettante|eerste relatie contactpersoon|pflegende angehorige|unpaid carer|"
        "unpaid caregiver|zaakwaarnemer|support person|social contact"
    ),
}
RELATIONS = {word: relation for relation, words in RELATION_WORDS.items() for word in words}

LEGAL = frozenset(
    _words(
        "guardian|legal guardian|wettelijk vertegenwoordiger|legal representative|voogd|gevolmachtigde|"
        "gemachtigde|mentor|curator|bewindvoerder|bewindsvoerder|power of attorney|zaakwaarnemer|"
        "court appointed guardian|trustee|wettelijke vertegenwoordiger|executor of estate|"
        "durable power of attorney|healthcare power of attorney"
    )
)

FUNCTION_WORDS = frozenset(
    _words(
        "gp|huisarts|poh|spv|avg|so|arts|doctor|dr|physician|nurse|nursing|verpleging|therapist|dietist|"
        "dietitian|dietician|pharmacist|apotheker|apotheek|pharmacy|caregiver professional|social worker|"
        "case manager|casemanager|care manager|care coordinator|coordinator|district nurse|psychologist|"
        "psycholoog|psychiater|psychiatrist|tandarts|dentist|mondhygienist|optometrist|opticien|optician|"
        "pedicure|podotherapeut|coach|trainer|tolk|interpreter|advocaat|lawyer|solicitor|notaris|mentor|"
        "curator|bewindvoerder|bewindsvoerder|pastor|dominee|pastoor|imam|rabbi|rabbijn|priest|chaplain|"
        "minister|humanist|clientondersteuner|ambtenaar|consulent|klantmanager|manager|teamleider|"
        "team leader|regisseur|zorgregisseur|teacher|leraar|docent|leerkracht|juf|meester|key worker|"
        "keyworker|support worker|home carer|home care|care worker|care assistant|activity worker|"
        "occupational therapist|physio|fysio|ergo|logopedist|speech therapist|surgeon|chirurg|cardioloog|"
        "cardiologist|geriater|geriatrician|neuroloog|neurologist|internist|oncoloog|longarts|paramedic|"
        "ambulance|midwife|verloskundige|helpende|verzorgende|verzorgster|ziekenverzorgende|"
        "ziekenverzorgster|hulpverlener|zorgverlener|begeleider|begeleidster|behandelaar|"
        "hoofdbehandelaar|zorgconsulent|clinician|specialist|orthopedagoog|pedagoog|jobcoach|job coach|"
        "hausarzt|hausarztin|arzt|arztin|pflegefachfrau|pflegefachmann|medecin|infirmier|infirmiere|"
        "kinesiste|sozialarbeiter|wijkagent|police officer|community worker|opbouwwerker|wmo consulent|"
        "indicatiesteller|geestelijk verzorger|spiritual carer|spiritual counsellor|counselor|counsellor|"
        "praktijkondersteuner|practice nurse|practitioner|health visitor|home help|domestic help|"
        "huishoudelijke hulp|schoonmaker|cleaner|hairdresser|kapper|thuiszorg|medicine|cardiology|"
        "geriatrics|psychiatry|surgery|psychology|physiotherapy|professional|beroepskracht|supervisor|"
        "administrator|bestuurder|gedragsdeskundige|gedragswetenschapper|arbo arts|verpleegkunde|"
        "vakkracht|chauffeur|driver|caretaker|conciergerie|tuinman|gardener|taxi|rechercheur|agent|"
        "orthoptist"
    )
)

FUNCTION_ENDINGS = _words(
    "arts|verpleegkundige|verpleger|verpleegster|therapeut|therapeute|therapist|begeleider|begeleidster|"
    "coach|nurse|physician|doctor|consulent|coordinator|specialist|werker|werkster|worker|manager|"
    "hulpverlener|verzorger|verzorgende|psycholoog|psychologist|loog|logist|practitioner|pleger|pedagoog|"
    "ondersteuner|adviseur|adviser|advisor|deskundige|assistent|assistente|assistant|apotheker|"
    "apothekers|artsen|pfleger|pflegerin|arzt|arztin|therapie|therapy|geneeskunde|kundige|chirurg|"
    "meester|leider|medewerker|medewerkster|trainer|mediator|iatrie|logie"
)
"""A word that ends like this is a profession: wijkverpleegkundige, kinderarts, ergotherapeut."""

COMMUNITY_WORDS = frozenset(
    _words(
        "koor|choir|kerk|church|moskee|mosque|synagoge|synagogue|temple|tempel|parish|parochie|"
        "gemeenschap|community|club|vereniging|association|buurthuis|buurt|wijk|straat|street|"
        "neighbourhood|neighborhood|dorpshuis|community centre|community center|sportclub|buurtgroep|"
        "leesclub|book club|bookclub|band|orkest|orchestra|fanfare|harmonie|soosclub|soos|gemeente kerk|"
        "chor|verein|kirche|kirchengemeinde|eglise|mosquee|allotment|volkstuin|volkstuinvereniging|"
        "inloophuis|eetclub|wandelclub|walking group|eetgroep|kaartclub|lotgenotengroep|self help group|"
        "congregation|scouting|buurtvereniging|repair cafe|eetcafe|stamkroeg"
    )
)
COMMUNITY_ENDINGS = _words(
    "groep|koor|kerk|club|vereniging|moskee|orkest|gemeenschap|chor|verein|kirche|buurthuis"
)

CARE_GROUPS = frozenset(
    _words(
        "wijkteam|ziekenhuis|hospital|klinik|klinikum|clinic|kliniek|zorggroep|praktijk|practice|"
        "gemeente|ggz|municipality|dagbesteding|verpleeghuis|verzorgingshuis|hospice|pharmacy|apotheek|"
        "thuiszorg|wijkzorg|care home|nursing|healthcare|polikliniek|pflegedienst|revalidatiecentrum|"
        "gezondheidscentrum|spital"
    )
)
CARE_GROUP_ENDINGS = _words(
    "praktijk|ziekenhuis|zorggroep|kliniek|klinik|krankenhaus|apotheek|wijkteam|apotheke"
)
"""An organisation with such a word in its name is one of professionals."""

ALSO_FIRST_NAMES = frozenset(
    _words("son|buddy|mate|fils|dad|man|frau|mann|agent|pastor|taxi|minister|dean|so|dr")
)
TOTALS = frozenset(_words("totaal|total|subtotaal|subtotal|som|sum|aantal"))

SIDES: dict[str, Side] = {
    **dict.fromkeys(
        _words(
            "formal|formeel|professional|professioneel|professionals|beroeps|beroepsmatig|beroepskracht|"
            "zorgverlener|hulpverlener|paid|betaald|formele zorg|formal care|formell|formal carer|"
            "zorgprofessional|medewerker|staff|formele|zorg|care team|zorgteam|zorgverleners|"
            "hulpverleners|f|formal member|professionele"
        ),
        Side.FORMAL,
    ),
    **dict.fromkeys(
        _words(
            "informal|informeel|mantelzorg|mantelzorger|mantelzorgers|naaste|naasten|familie|family|"
            "prive|private|onbetaald|unpaid|vrijwillig|informele zorg|informal care|informell|"
            "informal carer|persoonlijk|personal|informele|vrienden|friends|buren|neighbours|"
            "familie en vrienden|friends and family|sociaal netwerk|i|family and friends|informal member|"
            "eigen netwerk"
        ),
        Side.INFORMAL,
    ),
    **dict.fromkeys(
        _words(
            "community|gemeenschap|groep|vereniging|club|collectief|collective|community member|buurt|"
            "gemeinschaft|c"
        ),
        Side.COMMUNITY,
    ),
}

CIRCLES: dict[str, Circle] = {
    **dict.fromkeys(
        _words(
            "close|dichtbij|nabij|intiem|inner|inner circle|binnenste|binnenste kring|1|1e|eerste|"
            "eerste kring|first|intimacy|intimiteit|dicht bij|heel dichtbij|very close|kring 1|circle 1|"
            "binnen|nauw"
        ),
        Circle.CLOSE,
    ),
    **dict.fromkeys(
        _words(
            "around|rondom|er omheen|omheen|friendship|vriendschap|2|2e|tweede|tweede kring|second|"
            "middle|midden|kring 2|circle 2|om mij heen|eromheen|in de buurt"
        ),
        Circle.AROUND,
    ),
    **dict.fromkeys(
        _words(
            "takes part|doet mee|participation|participatie|3|3e|derde|derde kring|third|outer|buitenste|"
            "deelname|kring 3|circle 3|buitenste kring|neemt deel|takes part in it|exchange|uitwisseling"
        ),
        Circle.TAKES_PART,
    ),
    **dict.fromkeys(
        _words(
            "could be asked|kan gevraagd worden|te vragen|kunnen we vragen|mogelijk|possible|potential|"
            "potentieel|4|4e|vierde|vierde kring|fourth|kring 4|circle 4|nog vragen|not asked yet|"
            "zou gevraagd kunnen worden|later"
        ),
        Circle.COULD_BE_ASKED,
    ),
}

YES = frozenset(_words("ja|yes|x|true|waar|1|j|y|client|self|zelf"))
NO = frozenset(_words("nee|no|false|onwaar|0|n"))

LANGUAGES = {
    **dict.fromkeys(_words("nl|nld|dut|nederlands|dutch|niederlandisch|nl nl|nl be"), "nl"),
    **dict.fromkeys(_words("en|eng|engels|english|englisch|en gb|en us"), "en"),
}

DOMAIN_WORDS: dict[str, tuple[str, ...]] = {
    "participation": _words(
        "social participation|participation|participatie|sociale participatie|meedoen|social|sociaal"
    ),
    "physical": _words(
        "physical|physical condition|lichamelijk|lichamelijke conditie|physiotherapy|dietary|fysiek"
    ),
    "meaning": _words(
        "meaning|meaning in life|meaning to life|zingeving|spiritual|spiritueel|levensbeschouwing"
    ),
    "psychosocial": _words(
        "psychosocial|psychosocial health|psychosociaal|psychosociale gezondheid|mental|mentaal"
    ),
}
DOMAINS = {word: domain for domain, words in DOMAIN_WORDS.items() for word in words}

SURNAME_PREFIXES = frozenset(
    _words("van|de|der|den|het|ter|ten|te|op|in|von|zu|la|le|du|el|al|bin|ibn|d|t|vd|v")
)
