from recommendations.model import learn


def test_what_is_bought_together_is_recommended():
    model = learn([["lamp", "bulb"], ["lamp", "bulb", "rug"], ["rug"]])
    assert model.also_bought("lamp") == ["bulb"]


def test_once_is_not_a_pattern():
    assert learn([["lamp", "rug"]]).also_bought("lamp") == []
