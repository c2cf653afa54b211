"""The lines that every downloaded file carries."""

from datetime import UTC, datetime

from somerset_maps import Settings
from somerset_maps.report.details import details_of


def test_a_file_says_what_it_stands_on(county_2016):
    then = datetime(2016, 3, 1, 9, 30, tzinfo=UTC)
    lines = details_of(county_2016, Settings(), "Study day", then)
    assert lines["plan"] == "Study day"
    assert lines["snapshot"] == "2016"
    assert lines["size range"] == "30000 to 50000 registered patients"
    assert lines["date"] == "2016-03-01 09:30 UTC"
    assert "Open Government Licence v3.0" in lines["sources"]
    assert Settings.model_validate_json(lines["settings"]) == Settings()


def test_no_practice_has_agreed_until_one_has(county_2016):
    assert "no practice has agreed" in details_of(county_2016, Settings())["standing"]
    some = details_of(county_2016, Settings(), agreed=["L85002"])["standing"]
    assert some.startswith("1 of 75 practices have said they agree")
    assert "L85002" in some
