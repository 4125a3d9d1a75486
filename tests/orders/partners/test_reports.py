"""Partners' bodies, read leniently; their facts, merged without regard to order."""

from itertools import permutations

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.orders.partners.facts import merge_facts
from services.orders.partners.reports import read_mission_report, read_phone
from shared.contracts.orders.errors import MalformedBody
from shared.errors import Invalid
from shared.values.phone import Country


def body(**fields: object) -> bytes:
    return orjson.dumps({"numero_mission": "COUR-20261121-001", "statut": "livree", **fields})


@pytest.mark.parametrize(
    ("written", "francs"),
    [
        (25_000, 25_000),
        ("25000", 25_000),
        ("25 000 FCFA", 25_000),
        ("25.000 XAF", 25_000),
        ("25000.00", 25_000),
        ("1 250 000", 1_250_000),
        (0, 0),
        ("gratuit", None),
        ("-5", None),
        ("", None),
        (None, None),
        ([1], None),
        ("999999999999", None),
    ],
)
def test_amounts_come_in_many_forms(written: object, francs: int | None) -> None:
    assert read_mission_report(body(valeur_produit=written)).value == francs


@pytest.mark.parametrize(
    ("written", "phone"),
    [
        ("06 123 45 67", "+242061234567"),
        ("+242 06 123 45 67", "+242061234567"),
        ("00242061234567", "+242061234567"),
        ("+237 675 55 01 04", "+237675550104"),
        ("inconnu", None),
        (None, None),
    ],
)
def test_phones_are_read_as_the_partners_country_writes_them(
    written: str | None, phone: str | None
) -> None:
    assert read_phone(written, country=Country.CONGO) == phone


def test_odd_facts_are_left_out_and_long_ones_cut() -> None:
    report = read_mission_report(
        body(
            livreur_nom={"nom": "X"},
            adresse_livraison="a" * 500,
            note="a\x00b",
            contact_entreprise=True,
        )
    )
    assert (report.driver_name, report.note, report.contact) == (None, "ab", None)
    assert report.dropoff == "a" * 200


@pytest.mark.parametrize("raw", [b"", b"[]", b"null", b"{", b"\xff", b'{"a": "\\ud800"}', b"1"])
def test_what_is_no_json_object_is_malformed(raw: bytes) -> None:
    with pytest.raises(MalformedBody):
        read_mission_report(raw)


@pytest.mark.parametrize(
    "raw",
    [b"{}", b'{"statut": "livree"}', b'{"numero_mission": "A 1\\u0000", "statut": "livree"}'],
)
def test_a_report_without_reference_is_invalid(raw: bytes) -> None:
    with pytest.raises(Invalid):
        read_mission_report(raw)


@given(
    st.lists(
        st.tuples(
            st.integers(0, 10),
            st.dictionaries(st.sampled_from("abc"), st.none() | st.text(max_size=3), max_size=3),
        ),
        max_size=4,
    )
)
def test_any_order_of_reports_teaches_the_same_facts(
    reports: list[tuple[int, dict[str, str | None]]],
) -> None:
    ends = set()
    for order in permutations(reports):
        known: dict[str, object] = {}
        ranks: dict[str, object] = {}
        for rank, told in order:
            merged = merge_facts(told, rank=rank, known=known, ranks=ranks)
            known, ranks = {**known, **merged.changes}, merged.ranks
        ends.add((tuple(sorted(known.items())), tuple(sorted(ranks.items()))))
    assert len(ends) == 1
