from ui.eliding import ElidingLabel
from ui.recording.rows import Narrowing
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


def test_above_the_figures_stands_what_is_hidden(screen: RecordingScreen) -> None:
    said = screen.findChild(ElidingLabel, "hidden_rows")
    assert said is not None
    assert said.isHidden()
    screen.look_for("không có chữ này")
    assert said.isVisible()
    assert "hiện 0/34 chỉ tiêu (Esc trong ô tìm để bỏ lọc)" in said.whole_text
    screen.look_for("")
    assert said.isHidden()
    screen.toolbar.narrowed.emit(Narrowing.NO_DATA)
    assert "chỉ tiêu chưa có số liệu – hiện 34/34 chỉ tiêu (chọn Hiện: Tất cả để bỏ lọc)" in said.whole_text
    screen.toolbar.fold_all_asked.emit(True)
    assert "hiện 34/34" in said.whole_text
    screen.toolbar.narrowed.emit(Narrowing.ALL)
    assert said.isHidden()
