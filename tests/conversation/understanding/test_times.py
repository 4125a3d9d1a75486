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
        ("samedi matin", "samedi matin"),
        ("demain dans la matinée", "demain matin"),
        ("lobi na pokwa", "demain soir"),
        ("lelo na mpokwa", "ce soir"),
        ("saturday morning", "samedi matin"),
        ("mokolo ya mposo", "samedi"),
        ("demin soir", "demain soir"),
        ("samdi 10h", "samedi 10:00"),
        ("2main 14h", "demain 14:00"),
        ("demain soir 8h", "demain soir 20:00"),
        ("à 8 heures du soir", "20:00"),
        ("à huit heures et demie", "08:30"),
        ("à neuf heures moins le quart", "08:45"),
        ("half past eight", "08:30"),
        ("à minuit", "00:00"),
        ("avant 18h", "18:00"),
        ("entre 9h et 11h", "09:00-11:00"),
        ("demain entre 14 et 16h", "demain 14:00-16:00"),
        ("from 3pm to 5pm", "15:00-17:00"),
        ("lobi na ngonga ya 9", "demain 09:00"),
        ("le 24 décembre à 18h", "24/12 18:00"),
        ("december 24", "24/12"),
        ("samedi 28/11 à 10h", "28/11 10:00"),
        ("le 24-12", "24/12"),
        ("le 3 à 10h", "le 3 10:00"),
        ("dans une heure", "dans 1 h"),
        ("dans une demi-heure", "dans 30 min"),
        ("dans 1h30", "dans 90 min"),
        ("in two hours", "dans 2 h"),
        ("dans une semaine", "dans 7 jours"),
    ],
)
def test_a_time_is_read(said: str, when: str) -> None:
    assert understand(f"Livrer un gâteau à Bacongo {said}").slots[SlotName.WHEN] == when


@pytest.mark.parametrize(
    "text",
    [
        "Livrer à Bacongo",
        "lobi eleki",
        "99h de route",
        "40/40",
        "livrer pour mon mari",
        "ouvert 24h/24",
        "j'attends depuis 2h",
        "il y a 2 heures",
        "deux habits pour un homme",
        "bonne soirée",
    ],
)
def test_no_time_is_invented(text: str) -> None:
    assert SlotName.WHEN not in understand(text).slots
