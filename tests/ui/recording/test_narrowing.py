from ui.eliding import ElidingLabel
from ui.recording.screen import RecordingScreen
from ui.window import MainWindow


def test_rows_that_a_search_hides_are_said_to_be_hidden(window: MainWindow, screen: RecordingScreen) -> None:
    news = window.findChild(ElidingLabel, "news")
    assert news is not None
    screen.look_for("9.2")
    assert screen.model.grid is not None
    total = len(screen.model.grid.criteria_set.indicators())
    assert news.whole_text.startswith(f"Đang lọc: 9.2 – hiện 1/{total} chỉ tiêu")
    screen.look_for("")
    assert news.whole_text == f"Hiện cả {total} chỉ tiêu"
