"""What pages and workbooks of a report say alike."""

from __future__ import annotations

TITLE = "Báo cáo số liệu Mặt trận"

HEADS = {
    "label": "Chỉ số",
    "place": "Nơi",
    "year": "Năm",
    "unit": "Đơn vị",
    "figures": "Số lần nêu",
    "sum": "Tổng",
    "latest": "Mới nhất",
    "latest_period": "Kỳ mới nhất",
    "max": "Cao nhất",
    "conflicts": "Trái nhau",
    "source": "Nguồn",
}

RULES = (
    "Q1. Chỉ cộng một vai trò: số đã thực hiện, trừ khi hỏi vai trò khác; phần «trong đó», mốc so sánh, chỉ tiêu, "
    "ngưỡng và mức tăng giảm không cộng vào tổng.",
    "Q2. Không cộng lẫn chỉ số và đơn vị khác nhau.",
    "Q3. Không cộng tỷ lệ phần trăm, k/n, số lần, thời lượng, đơn giá (mỗi căn, mỗi hộ), số bình quân và số nằm ngoài "
    "thân bài.",
    "Q4. Một số nhắc lại trong cùng một bài kể một lần.",
    "Q5. Bản đăng lại của cùng một bài không kể thêm.",
    "Q6. Nhiều bài nói cùng chỉ số và kỳ của một nơi (hay Mặt trận nơi đó): lấy bài có tổng lớn nhất; bài nói khác "
    "được đếm ở cột Trái nhau. Chủ thể khác (doanh nghiệp, quỹ, cá nhân): số bằng nhau trong cùng kỳ kể một lần.",
    "Q7. Số của kỳ nằm trong một kỳ dài hơn có tổng không nhỏ hơn (6 tháng đầu năm và cả năm) không cộng thêm.",
    "Q8. Chỉ số gom nhiều thứ khác nhau (hiện vật, thiệt hại…): số đếm chỉ cộng khi gộp theo thứ được đếm (concept).",
    "Q9. Số của huyện, xã không cộng thêm vào số của tỉnh (huyện) chứa nó khi cùng chỉ số, đơn vị, vai trò, kỳ của số "
    "rộng bao kỳ của số hẹp, và số rộng không nhỏ hơn tổng các số bên trong.",
)
