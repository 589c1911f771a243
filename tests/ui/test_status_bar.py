"""The line at the bottom: the news is read whole, what can be undone gives way."""

from pytestqt.qtbot import QtBot

from ui.status_bar import StatusBar

_LONG = "Đã thu hồi giấy phép máy của A Thút; hãy gửi tệp để các nơi trong xã và cấp trên cùng biết"


def test_long_news_takes_the_room_of_what_can_be_undone(qtbot: QtBot) -> None:
    bar = StatusBar()
    qtbot.addWidget(bar)
    bar.show_person("Rơ Mah H'Lan")
    bar.show_acts("thẩm tra tiêu chí 2 của Thôn 1", "")
    bar.resize(1180, bar.height())
    bar.show()
    bar.show_news("Đã lưu 08:00")
    assert bar.undo.text() != "Hoàn tác"
    bar.show_news(_LONG)
    assert bar.undo.text() == "Hoàn tác"
    assert "thẩm tra tiêu chí 2 của Thôn 1" in bar.undo.toolTip()
    bar.show_news("Đã lưu 08:01")
    assert bar.undo.text().startswith("Hoàn tác: thẩm tra")


def test_what_can_be_undone_stays_named_where_the_news_is_cut_all_the_same(qtbot: QtBot) -> None:
    bar = StatusBar()
    qtbot.addWidget(bar)
    bar.show_acts("xóa 3 ô", "")
    bar.resize(1180, bar.height())
    bar.show()
    bar.show_news(f"Đã xóa 3 ô; 1 ô giữ nguyên: {_LONG}. {_LONG}")
    assert bar.undo.text() == "Hoàn tác: xóa 3 ô"


def test_news_longer_than_the_line_stands_whole_in_its_tooltip(qtbot: QtBot) -> None:
    bar = StatusBar()
    qtbot.addWidget(bar)
    bar.resize(700, bar.height())
    bar.show()
    bar.show_news(_LONG)
    assert any(one.toolTip() == _LONG for one in bar.children() if hasattr(one, "toolTip"))
