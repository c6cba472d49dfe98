"""The words made-up networks are written in: our own lists, in Dutch and in English."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """Everything a made-up network says in one language. ``needs`` is by code of the life domain."""

    first: tuple[str, ...]
    last: tuple[str, ...]
    functions: tuple[str, ...]
    communities: tuple[str, ...]
    purposes: tuple[str, ...]
    needs: dict[str, tuple[str, ...]]
    links: tuple[str, ...]
    notes: tuple[str, ...]


def _names(text: str) -> tuple[str, ...]:
    return tuple(text.split())


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.strip().splitlines())


DUTCH = Words(
    first=_names("""
        Aad Amina Anneke Arie Ayla Bart Bep Bilal Bo Corrie Daan Dirk Dounia Eefje Emma Fatma Femke Floor
        Frits Gerrit Greet Hanneke Hassan Hein Ida Ilse Imane Ineke Jaap Jan Jasmijn Jelle Joke Joost Kees
        Klaas Lars Leila Lies Loes Maarten Mees Mehmet Mies Mohamed Nel Nienke Noah Omar Piet Rachid Ria
        Roos Ruben Saskia Sem Sjaak Soraya Stijn Teun Thea Tineke Truus Wietske Willem Youssef Yvonne Zeynep
    """),
    last=(
        *_names("""
            Aksoy Bakker Benali Blom Bos Bouzid Brouwer Demir Dekker Dijkstra Haan Hermans Hoekstra Huisman
            Jacobs Jansen Kaya Koning Kramer Kuipers Meijer Mulder Peters Post Postma Prins Schouten Smit
            Veenstra Verhoeven Vermeulen Visser Vos Willems Wouters Yilmaz Zijlstra
        """),
        *("de Boer", "de Graaf", "de Jong", "de Vries", "van Dam", "van den Berg", "van Dijk", "van Leeuwen"),
    ),
    functions=_lines("""
        wijkverpleegkundige
        persoonlijk begeleider
        huisarts
        maatschappelijk werker
        fysiotherapeut
        ergotherapeut
        activiteitenbegeleider
        zorgcoördinator
        huishoudelijke hulp
        geestelijk verzorger
        jobcoach
        logopedist
    """),
    communities=_lines("""
        Koor Zonder Zorgen
        Buurttuin De Ploeg
        Wandelclub Om Half Tien
        Moskee De Vrede
        Kerk aan de Brink
        Biljartclub De Keu
        Buurthuis Het Anker
        Eettafel Oost
    """),
    purposes=_lines("""
        Thuis blijven wonen, met mensen om me heen.
        Weer de deur uit durven.
        Zelf bepalen hoe mijn week eruitziet.
        Dat mijn familie ook kan uitrusten.
        Iets doen waar anderen wat aan hebben.
        Niet elke keer hetzelfde verhaal hoeven vertellen.
    """),
    needs={
        "participation": _lines("""
            Ik wil zelf boodschappen doen op zaterdag.
            Ik wil weer naar de biljartclub.
            Ik wil een dag in de week werken.
            Ik wil met de bus naar mijn zus kunnen.
            Ik wil meedoen met de buurtbarbecue.
            Ik wil leren hoe ik met mijn telefoon betaal.
            Ik wil op woensdag in de tuin helpen.
            Ik wil ergens koffie drinken waar ze me kennen.
            Ik wil mijn papieren zelf begrijpen.
            Ik wil meekijken bij de wedstrijd van mijn kleinzoon.
        """),
        "physical": _lines("""
            Ik wil de trap weer op kunnen zonder pijn.
            Ik wil een nacht doorslapen.
            Ik wil zelf mijn medicijnen klaarzetten.
            Ik wil elke dag een stukje lopen.
            Ik wil gewoon onder de douche, niet aan de wastafel.
            Ik wil minder vallen.
            Ik wil eten wat ik lekker vind en wat goed voor me is.
            Ik wil dat iemand meekijkt naar mijn voet.
            Ik wil naar de tandarts zonder bang te zijn.
        """),
        "meaning": _lines("""
            Zingen maakt mijn week.
            Ik wil op vrijdag naar de moskee.
            Ik wil mijn levensverhaal opschrijven.
            Ik wil praten over wat er later komt.
            Ik wil voor mijn hond blijven zorgen.
            Ik wil iets maken met mijn handen.
            Ik wil iets betekenen voor een ander.
            Ik wil het graf van mijn man bezoeken.
        """),
        "psychosocial": _lines("""
            Ik mis mijn dochter.
            Ik wil me minder zorgen maken over geld.
            Ik wil iemand bellen als de avond lang duurt.
            Ik wil rust in mijn hoofd.
            Ik wil weten bij wie ik terechtkan in het weekend.
            Ik wil niet meer alleen eten.
            Ik wil dat we eerlijk zeggen hoe het gaat.
            Ik wil dat mijn moeder ook eens vrij heeft.
            Ik wil vertellen wat er vroeger is gebeurd.
        """),
    },
    links=_lines("""
        Als ik slecht slaap, ga ik niet.
        Met pijn kom ik de deur niet uit.
        Als dit lukt, durf ik dat ook.
        Zonder vervoer gaat het niet door.
        Als ik me alleen voel, eet ik slecht.
        Daarna ben ik rustig in mijn hoofd.
    """),
    notes=_lines("""
        Het ging goed vandaag, hij lachte om het verhaal van de buurman.
        Volgende week ben ik weg, wie kan de planten water geven?
        Zij vroeg of we wat vaker samen kunnen eten.
        De fiets staat weer in de schuur.
        We hebben afgesproken dat we eerst vragen en dan pas helpen.
        Er ligt een brief van de gemeente op tafel.
        Het was een drukke dag, morgen doen we het rustig aan.
        De sleutel hangt bij de buren.
    """),
)
ENGLISH = Words(
    first=_names("""
        Abigail Adam Aisha Alfie Amir Anita Arthur Beth Brian Carol Charlie Chloe Claire Colin Daisy David
        Diane Doris Edith Eileen Elsie Ethan Fiona Frank George Grace Hamza Harriet Harry Heather Henry Ian
        Ibrahim Iris Jack James Jean Joan Keith Layla Leo Lily Linda Mabel Maggie Margaret Martin Maya Mo
        Nadia Nora Oscar Patricia Priya Ray Rosie Ruth Ryan Sam Sheila Sophie Stan Sunita Tom Vera Zara
    """),
    last=_names("""
        Adams Ahmed Allen Bailey Barker Begum Bennett Brown Carter Chapman Clarke Collins Cooper Davies
        Edwards Ellis Evans Fisher Foster Green Hall Harris Hill Hughes Hussain Jackson Johnson Kaur Kelly
        Khan Knight Lewis Marshall Mason Mills Morgan Murray Owen Palmer Patel Phillips Price Reid Roberts
        Shaw Singh Taylor Thompson Turner Walker Ward Watson Webb Wood Wright Young
    """),
    functions=_lines("""
        district nurse
        support worker
        general practitioner
        social worker
        physiotherapist
        occupational therapist
        activity leader
        care coordinator
        home help
        chaplain
        job coach
        speech therapist
    """),
    communities=_lines("""
        Tuesday Singers
        Community Garden
        Half Past Nine Walkers
        Peace Mosque
        Church on the Green
        Snooker Club
        The Anchor Centre
        East Side Lunch Table
    """),
    purposes=_lines("""
        To live at home, with people around me.
        To dare to go out again.
        To decide myself what my week looks like.
        So that my family can rest as well.
        To do something that others are glad of.
        Not to have to tell the same story every time.
    """),
    needs={
        "participation": _lines("""
            I want to do my own shopping on Saturday.
            I want to go back to the snooker club.
            I want to work one day a week.
            I want to take the bus to my sister.
            I want to join in with the street party.
            I want to learn how to pay with my phone.
            I want to help in the garden on Wednesdays.
            I want to drink coffee where they know me.
            I want to understand my own papers.
            I want to watch my grandson play.
        """),
        "physical": _lines("""
            I want to climb the stairs without pain.
            I want to sleep through the night.
            I want to set out my own pills.
            I want to walk a little every day.
            I want a proper shower, not a wash at the sink.
            I want to fall less often.
            I want to eat what I like and what does me good.
            I want somebody to keep an eye on my foot.
            I want to see the dentist without being afraid.
        """),
        "meaning": _lines("""
            Singing makes my week.
            I want to go to the mosque on Fridays.
            I want to write down the story of my life.
            I want to talk about what comes later.
            I want to keep looking after my dog.
            I want to make something with my hands.
            I want to matter to somebody else.
            I want to visit my husband's grave.
        """),
        "psychosocial": _lines("""
            I miss my daughter.
            I want to worry less about money.
            I want to call somebody when the evening is long.
            I want some peace in my head.
            I want to know who is there at the weekend.
            I do not want to eat alone any more.
            I want us to be honest about how it goes.
            I want my mother to have some time off too.
            I want to tell what happened long ago.
        """),
    },
    links=_lines("""
        If I sleep badly, I do not go.
        In pain I do not leave the house.
        If this works out, I dare to do that as well.
        Without a lift it does not happen.
        When I feel lonely, I eat badly.
        Afterwards I am calm in my head.
    """),
    notes=_lines("""
        A good day today, he laughed at the neighbour's story.
        I am away next week, who can water the plants?
        She asked whether we could eat together more often.
        The bicycle is back in the shed.
        We agreed that we ask first and help afterwards.
        There is a letter from the council on the table.
        It was a busy day, tomorrow we take it slowly.
        The neighbours have the key.
    """),
)
LANGUAGES = {"nl": DUTCH, "en": ENGLISH}
ORGANISATIONS = tuple(
    f"{kind} {place}"
    for kind in ("Zorggroep", "Thuiszorg", "Stichting Wonen", "Huisartsen", "Care at Home")
    for place in ("Noord", "Oost", "De Brug", "Het Park", "Riverside", "De Hoeve")
)
"""Where professionals work, in one list for both languages."""
