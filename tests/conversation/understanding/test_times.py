"""Days and hours as canonical words."""

import pytest

from services.conversation.understanding import SlotName, understand


@pytest.mark.parametrize(
    ("said", "when"),
    [
        ("demain 15h", "demain 15:00"),
        ("demain à 15h30", "demain 15:30"),
        ("demain matin", "demain matin"),
        ("ce soir", "ce soir"),
        ("ce soir à 19:00", "ce soir 19:00"),
        ("samedi", "samedi"),
        ("samedi à midi", "samedi 12:00"),
        ("lundi 9h", "lundi 09:00"),
        ("après-demain", "après-demain"),
        ("aujourd'hui", "aujourd'hui"),
        ("lobi", "demain"),
        ("lelo", "aujourd'hui"),
        ("tomorrow at 3pm", "demain 15:00"),
        ("on Friday", "vendredi"),
        ("tonight", "ce soir"),
        ("le 25 décembre", "25/12"),
        ("le 3/12 à 8h", "03/12 08:00"),
        ("dans 2 heures", "dans 2 h"),
        ("dans 30 minutes", "dans 30 min"),
        ("la semaine prochaine", "la semaine prochaine"),
    ],
)
def test_a_time_is_read(said: str, when: str) -> None:
    assert understand(f"Livrer un gâteau à Bacongo {said}").slots[SlotName.WHEN] == when


@pytest.mark.parametrize("text", ["Livrer à Bacongo", "lobi eleki", "99h de route", "40/40"])
def test_no_time_is_invented(text: str) -> None:
    assert SlotName.WHEN not in understand(text).slots
