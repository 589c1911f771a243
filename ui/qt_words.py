"""Qt's own words in Vietnamese: Qt ships none, so its menus and file dialogs would be in English."""

from typing import Any

from PySide6.QtCore import QObject, QTranslator

from ui.qt_override import override

_EDITING = {
    "&Undo": "&Hoàn tác",
    "&Redo": "&Làm lại",
    "Cu&t": "&Cắt",
    "&Copy": "&Sao chép",
    "&Paste": "&Dán",
    "Delete": "Xóa",
    "Select All": "Chọn tất cả",
    "&Select All": "Chọn &tất cả",
    "Copy &Link Location": "Sao chép địa chỉ",
    "&Step up": "&Tăng",
    "Step &down": "&Giảm",
}
_BUTTONS = {
    "OK": "Đồng ý",
    "Print": "In",
    "&Print": "&In",
    "&Options >>": "&Tùy chọn >>",
    "&Options <<": "&Tùy chọn <<",
    "Printer": "Máy in",
    "Local file": "Tệp trên máy",
    "Write PDF file": "Ghi tệp PDF",
    "&Name:": "&Tên:",
    "P&roperties": "&Cài đặt",
    "Location:": "Nơi đặt:",
    "Preview": "Xem trước",
    "Type:": "Loại:",
    "Output &file:": "Ghi ra &tệp:",
    "Print to File (PDF)": "In ra tệp PDF",
    "Copies": "Số bản",
    "Print range": "In những trang nào",
    "Print all": "Tất cả",
    "Pages from": "Từ trang",
    "to": "đến",
    "Current Page": "Trang này",
    "Selection": "Phần đã chọn",
    "Options": "Tùy chọn",
    "Collate": "Theo bộ",
    "Reverse": "Từ trang cuối",
    "Copies:": "Số bản:",
    "Color Mode": "Màu",
    "Color": "Màu",
    "Grayscale": "Đen trắng",
    "Double Sided Printing": "In hai mặt",
    "Off": "Một mặt",
    "Long side": "Lật cạnh dài",
    "Short side": "Lật cạnh ngắn",
    "Save": "Lưu",
    "Save All": "Lưu tất cả",
    "Open": "Mở",
    "&Yes": "&Có",
    "Yes to &All": "Có với &tất cả",
    "&No": "&Không",
    "N&o to All": "K&hông với tất cả",
    "Abort": "Dừng",
    "Retry": "Thử lại",
    "Ignore": "Bỏ qua",
    "Close": "Đóng",
    "&Close": "Đón&g",
    "Cancel": "Thôi",
    "&Cancel": "&Thôi",
    "Discard": "Bỏ",
    "Help": "Trợ giúp",
    "Apply": "Áp dụng",
    "Reset": "Đặt lại",
    "Restore Defaults": "Về mặc định",
    "Show Details...": "Chi tiết…",
    "All Pages": "Mọi trang",
    "Even Pages": "Trang chẵn",
    "Odd Pages": "Trang lẻ",
    "Pages": "Những trang",
    "Page Set:": "Chọn trang:",
    "Output Settings": "Cách in",
    "Long side binding": "Đóng cạnh dài",
    "Short side binding": "Đóng cạnh ngắn",
    "Specify pages or ranges separated by commas. Ranges are specified by two numbers separated by a hyphen. "
    "E.g: 3,5-7,9 prints pages 3, 5, 6, 7 and 9.": (
        "Ghi số trang hoặc khoảng trang, cách nhau bằng dấu phẩy. Ví dụ 3,5-7,9 in các trang 3, 5, 6, 7 và 9."
    ),
    "Hide Details...": "Ẩn chi tiết",
}
_FILES = {
    "Look in:": "Trong thư mục:",
    "File &name:": "&Tên tệp:",
    "Files of type:": "Loại tệp:",
    "Directory:": "Thư mục:",
    "&Open": "&Mở",
    "&Save": "&Lưu",
    "&Choose": "&Chọn",
    "Find Directory": "Chọn thư mục",
    "Save As": "Lưu thành tệp",
    "All Files (*)": "Mọi tệp (*)",
    "All files (*)": "Mọi tệp (*)",
    "Back": "Quay lại",
    "Go back": "Quay lại",
    "Forward": "Tiếp",
    "Go forward": "Tiếp",
    "Parent Directory": "Thư mục trên",
    "Go to the parent directory": "Lên thư mục trên",
    "Create New Folder": "Tạo thư mục",
    "Create a New Folder": "Tạo thư mục",
    "&New Folder": "Thư mục &mới",
    "New Folder": "Thư mục mới",
    "List View": "Dạng danh sách",
    "Change to list view mode": "Xem dạng danh sách",
    "Detail View": "Dạng chi tiết",
    "Change to detail view mode": "Xem dạng chi tiết",
    "&Rename": "Đổi &tên",
    "&Delete": "&Xóa",
    "Show &hidden files": "Hiện tệp ẩ&n",
    "Sidebar": "Các nơi hay dùng",
    "List of places and bookmarks": "Các nơi hay dùng",
    "Files": "Các tệp",
    "My Computer": "Máy tính",
    "Computer": "Máy tính",
    "Drive": "Ổ đĩa",
    "Directories": "Thư mục",
    "Directory": "Thư mục",
    "Shortcut": "Lối tắt",
    "Alias": "Lối tắt",
    "Unknown": "Chưa rõ",
    "Recent Places": "Nơi mới mở",
    "Remove": "Bỏ",
    "Show ": "Hiện ",
    "&OK": "Đồ&ng ý",
    "All files": "Mọi tệp",
    "Alternative": "Cách khác",
    "'%1' is write protected.\nDo you want to delete it anyway?": "“%1” không cho ghi.\nVẫn xóa?",
    "Are you sure you want to delete '%1'?": "Xóa “%1”?",
    "Could not delete directory.": "Không xóa được thư mục này.",
    "Invalid filename": "Tên tệp không dùng được",
    "%1 bytes": "%1 byte",
    "%1 KB": "%1 KB",
    "File": "Tệp",
    "File Folder": "Thư mục",
    "Folder": "Thư mục",
    "Name": "Tên",
    "Size": "Cỡ",
    "Type": "Loại",
    "Kind": "Loại",
    "Date Modified": "Ngày sửa",
    "%1 already exists.\nDo you want to replace it?": "Đã có tệp %1.\nThay tệp đó?",
    "%1\nFile not found.\nPlease verify the correct file name was given.": "%1\nKhông có tệp này; hãy xem lại tên.",
    "%1\nDirectory not found.\nPlease verify the correct directory name was given.": (
        "%1\nKhông có thư mục này; hãy xem lại tên."
    ),
}
_SCROLLING = {
    "Scroll here": "Cuộn đến đây",
    "Top": "Lên đầu",
    "Bottom": "Xuống cuối",
    "Page up": "Lên một trang",
    "Page down": "Xuống một trang",
    "Scroll up": "Cuộn lên",
    "Scroll down": "Cuộn xuống",
    "Left edge": "Về mép trái",
    "Right edge": "Về mép phải",
    "Page left": "Sang trái một trang",
    "Page right": "Sang phải một trang",
    "Scroll left": "Cuộn sang trái",
    "Scroll Left": "Cuộn sang trái",
    "Scroll Right": "Cuộn sang phải",
    "Scroll right": "Cuộn sang phải",
}
WORDS = {**_SCROLLING, **_EDITING, **_FILES, **_BUTTONS}


class QtWords(QTranslator):
    """Answers for every context: the same English word is the same Vietnamese word everywhere here."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)

    @override
    def translate(  # type: ignore[override]  # Qt passes None
        self, context: str | bytes, text: str | bytes, disambiguation: Any = None, n: int = -1
    ) -> str | None:
        text = text.decode() if isinstance(text, bytes) else text
        return WORDS.get(text)

    @override
    def isEmpty(self) -> bool:
        return False
