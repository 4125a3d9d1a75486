"""Places: quartiers with typos, landmarks with a relation, and ordinary words left alone."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.conversation.understanding import Country, Relation, find_place, gazetteer

_BOXES = {
    "Brazzaville": (-4.40, -4.10, 15.15, 15.45),
    "Pointe-Noire": (-4.95, -4.60, 11.78, 12.05),
    "Douala": (3.95, 4.15, 9.62, 9.85),
    "Yaoundé": (3.70, 4.00, 11.43, 11.62),
}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Moungali", "Moungali"),
        ("mounguali", "Moungali"),
        ("mungaly", "Moungali"),
        ("potopoto", "Poto-Poto"),
        ("poto potto", "Poto-Poto"),
        ("wenzé", "Ouenzé"),
        ("tallangai", "Talangaï"),
        ("talengai", "Talangaï"),
        ("bakongo", "Bacongo"),
        ("makele kele", "Makélékélé"),
        ("kinsoundie", "Kinsoundi"),
        ("plateau des 15 ans", "Plateau des 15 ans"),
        ("à la Tsiémé", "La Tsiémé"),
        ("loanjili", "Loandjili"),
        ("tié tie", "Tié-Tié"),
        ("mvoumvou", "Mvou-Mvou"),
        ("ngoyoo", "Ngoyo"),
        ("le CHU", "CHU de Brazzaville"),
        ("hopital de talangai", "Hôpital de Talangaï"),
        ("marché Total, Bacongo", "Marché Total"),
        ("rond point moungali", "Rond-point de Moungali"),
        ("centre-ville de Brazzaville", "Centre-ville"),
        ("Pointe-Noire, aéroport", "Aéroport Antonio-Agostinho-Neto"),
    ],
)
def test_a_congolese_place_is_found(text: str, name: str) -> None:
    assert find_place(text, Country.CONGO)[0].name == name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("bonamoussadie", "Bonamoussadi"),
        ("bonamusady", "Bonamoussadi"),
        ("Maképé", "Makepe"),
        ("bepandda", "Bépanda"),
        ("deidoh", "Deïdo"),
        ("newbel", "New-Bell"),
        ("pk 14", "PK14"),
        ("kolbisson", "Nkolbisson"),
        ("biyem asi", "Biyem-Assi"),
        ("mvog-bi", "Mvog-Mbi"),
        ("nlonkak", "Nlongkak"),
        ("ngoa ekélé", "Ngoa-Ekelle"),
        ("Mokolo market", "Marché Mokolo"),
        ("Douala airport", "Aéroport international de Douala"),
        ("Yaoundé, hôpital central", "Hôpital central de Yaoundé"),
        ("carrefour warda", "Carrefour Warda"),
    ],
)
def test_a_cameroonian_place_is_found(text: str, name: str) -> None:
    assert find_place(text, Country.CAMEROON)[0].name == name


_TYPED = {
    Country.CONGO: """
        Moungali: mungali moungalie moungalli mounagli mwungali; Talangaï: talanga tallangai
        Bacongo: bako bakongo baccongo bacongoo; Poto-Poto: potopo potto_potto pto_poto
        Ouenzé: wenze ouenzi wuenze ouenzee; Makélékélé: makelkele maquelequele maklekele
        Mfilou: m'filou mphilou mafilou; Madibou: madibu madbou; Djiri: jiri djirri
        Nkombo: kombo nkonbo; Massengo: massingo massego; Kinsoundi: kinsundy kinsoudi
        Kintélé: quintele kintelle; Batignolles: batignole; Moukondo: mukondo moukodo
        La Tsiémé: la_tsieme tsiéme; La Plaine: laplaine; Château d'eau: chateau_deau chteau_d_eau
        Plateau des 15 ans: plateau_des_15ans; Marché Total: maché_total marche_totale
        Tié-Tié: tchié_tchié tyé-tyé tietie; Loandjili: luandjili loandjiri loanjili
        Mvou-Mvou: vou_vou mvou_vou; Ngoyo: goyo ngoio; Tchimbamba: chimbamba tchibamba
        Siafoumou: siafumu; Vindoulou: vindulu; Nkouikou: kouikou; Côte Sauvage: cote_sovage
        Dolisie: dolizi; Nkayi: nkayi; Ouesso: wesso; Pointe-Noire: pnr; Brazzaville: bzv
    """,
    Country.CAMEROON: """
        Akwa: aqwa aqua akoua awka; Bonanjo: bonandjo bonajo bonangio; Deïdo: dédo dheido
        Bonamoussadi: bonamous bonamousadi bona_moussadi bonamouchadi; Bonabéri: bonabery bona_beri
        Makepe: makeppe maquepe; Logpom: lokpom log_pom; Logbessou: logbesu loggbessou
        Ndokoti: ndokotti dokoti doccoti; Bépanda: bependa; New-Bell: niou_bell new_bel newbells
        Cité des Palmiers: cite_palmier; PK14: pk_14; Yassa: yasa yasssa; Bonapriso: bonaprizo
        Nsam: nsam; Rond-point Deïdo: rp_deido; Bastos: bastoss
        Melen: mellen mélenne; Mvog-Ada: mvogada mvog_addah; Biyem-Assi: bihem_assi biyem_asy
        Ngoa-Ekelle: ngoua_ekele; Nlongkak: longkak nlonkak; Etoudi: etudi; Simbock: simbok
        Odza: oza; Nkolbisson: kolbisson nkolbissong; Ekounou: ekunu; Tsinga: singa tchinga
        Briqueterie: briketri; Mimboman: miboman; Efoulan: efulan; Nsimeyong: simeyong
        Obili: obilli; Ngousso: ngusso; Hôpital Laquintinie: lakintini
    """,
}
_NO_PLACES = """
    bonjour merci maison voiture argent enfant docteur police bureau ordinateur chargeur poulet
    poisson tomate banane plantain arachide avocat mangue pain sucre huile farine haricot biscuit
    chocolat chemise pantalon jupe chapeau ceinture panier carton paquet enveloppe lettre passeport
    facture monnaie clé porte table chaise matelas lampe frigo robinet lavabo douche jardin chien
    chat mouton cochon moustique soleil pluie matin minute maintenant souvent beaucoup petit
    grand mince joli propre sale nouveau rapide urgent malade content triste rouge bleu vert jaune
    blanc gris rose hello thanks money brother office church phone kitchen onion butter shirt
    shoes letter window today yesterday quickly dirty cheap happy angry yellow black mbote tata
    mama ndeko leki yaya mwana mwasi mobali mosala mbongo bilei ntaba soso mbisi loso pondu masanga
    motuka nzela butu lelo kala noki malembe mingi moke monene bolingo nzambe tindela sombisa kozwa
    marie jean paul pierre jacques antoine michel daniel david samuel christian patrick serge
    alain bruno thierry rodrigue landry fabrice arnaud cédric brice gildas clarisse sandrine nadège
    carine solange brigitte chantal prisca merveille divine rachel sarah rebecca mélanie bastien
    essomba mbarga kamga ngono atangana nkolo talla njoya moussa aminata massamba nganga makaya
    loemba mabiala malonga samba bemba okemba ngoma itoua mboungou batchi tati pambou mokolo
"""


@pytest.mark.parametrize("country", list(Country))
def test_a_typed_name_is_heard_as_it_sounds(country: Country) -> None:
    misheard = []
    for entry in _TYPED[country].replace("\n", ";").split(";"):
        name, _, spellings = entry.strip().partition(": ")
        for spelling in spellings.split():
            typed = spelling.replace("_", " ")
            found = find_place(typed, country)
            if not found or found[0].name != name:
                misheard.append((typed, name, [place.name for place in found]))
    assert misheard == []


def test_everyday_words_and_peoples_names_are_no_places() -> None:
    taken = [
        (text, place.name)
        for word in _NO_PLACES.split()
        for text in (word, f"chez {word}", f"je veux {word}", f"un {word}, svp")
        for place in find_place(text, Country.CONGO)
        if place.latitude is not None
    ]
    assert taken == []


def test_a_namesake_in_the_city_said_is_the_one_meant() -> None:
    assert find_place("Bonamoussadi", Country.CAMEROON)[0].city == "Douala"
    found = find_place("Bonamoussadi à Yaoundé", Country.CAMEROON)
    assert (found[0].name, found[0].city) == ("Bonamoussadi Yaoundé", "Yaoundé")


@pytest.mark.parametrize(
    ("text", "country", "cities"),
    [
        ("santa barbara", Country.CAMEROON, ["Douala", "Yaoundé"]),
        ("madagascar", Country.CAMEROON, ["Douala", "Yaoundé"]),
        ("och", Country.CONGO, ["Brazzaville", "Pointe-Noire"]),
    ],
)
def test_a_name_of_two_cities_is_asked(text: str, country: Country, cities: list[str]) -> None:
    assert [place.city for place in find_place(text, country)] == cities


@pytest.mark.parametrize(
    ("text", "name", "landmark", "relation"),
    [
        ("derrière la pharmacie Maképé", "Makepe", "pharmacie Maképé", Relation.BEHIND),
        ("en face du CHU", "CHU de Brazzaville", "CHU", Relation.OPPOSITE),
        (
            "à côté du marché de Ouenzé",
            "Marché de Ouenzé",
            "marché de Ouenzé",
            Relation.BESIDE,
        ),
        ("derrière l'église à Kintélé", "Kintélé", "église", Relation.BEHIND),
        (
            "près de la station X-Oil",
            "station X-Oil",
            "station X-Oil",
            Relation.NEAR,
        ),
        ("behind the school in Bastos", "Bastos", "school", Relation.BEHIND),
    ],
)
def test_a_landmark_keeps_its_relation(
    text: str, name: str, landmark: str, relation: Relation
) -> None:
    place = find_place(text)[0]
    assert (place.name, place.landmark, place.relation) == (name, landmark, relation)


def test_the_cue_for_the_door_is_kept() -> None:
    place = find_place("derrière la pharmacie Maképé, portail bleu")[0]
    assert place.label == "derrière la pharmacie Maképé"
    assert place.cue == "portail bleu"
    assert (place.quartier, place.city) == ("Makepe", "Douala")


def test_an_unknown_landmark_is_kept_without_coordinates() -> None:
    place = find_place("devant l'école Javouhey")[0]
    assert (place.name, place.latitude, place.longitude) == ("école Javouhey", None, None)


def test_namesakes_of_two_cities_are_both_offered() -> None:
    assert [place.city for place in find_place("centre-ville")] == ["Brazzaville", "Pointe-Noire"]


def test_the_city_decides_between_namesakes() -> None:
    places = find_place("centre-ville", city="Pointe-Noire")
    assert [place.city for place in places] == ["Pointe-Noire"]


@pytest.mark.parametrize(
    "text",
    [
        "mon colis est cassé",
        "le ciel est bleu aujourd'hui",
        "je veux un gâteau",
        "le plateau est joli",
        "montrez-moi les boutiques ouvertes",
        "il attend le livreur",
        "total 5000",
        "merci beaucoup",
        "poulet mayo",
        "ma mère est malade",
    ],
)
def test_ordinary_words_are_no_places(text: str) -> None:
    assert find_place(text) == []


@pytest.mark.parametrize("city", sorted(_BOXES))
def test_a_city_has_at_least_sixty_places_inside_its_bounds(city: str) -> None:
    south, north, west, east = _BOXES[city]
    entries = [entry for entry, _ in gazetteer.rows() if entry.city == city]
    outside = [
        entry.name
        for entry in entries
        if not (south <= entry.latitude <= north and west <= entry.longitude <= east)
    ]
    assert len(entries) >= 60
    assert outside == []


def test_no_city_names_a_place_twice() -> None:
    names = Counter((entry.city, entry.name) for entry, _ in gazetteer.rows())
    assert [name for name, count in names.items() if count > 1] == []


def test_every_name_finds_its_own_place() -> None:
    lost = [
        entry.name
        for entry, _ in gazetteer.rows()
        if entry.name
        not in {p.name for p in find_place(entry.name, entry.country, city=entry.city)}
    ]
    assert lost == []


@given(st.text(max_size=300))
def test_no_text_breaks_it(text: str) -> None:
    assert all(0 < place.confidence <= 1 for place in find_place(text))
