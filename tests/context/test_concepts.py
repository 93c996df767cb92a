"""What a figure counts or pays for: whole words of the text, and nothing where nothing is said."""

from __future__ import annotations

import pytest

from mttq_extract.pipeline import Extractor


@pytest.fixture(scope="module")
def extractor() -> Extractor:
    return Extractor.load()


@pytest.mark.parametrize(
    ("text", "concepts"),
    [
        # a word is not cut in two, though its second half ends a noun elsewhere
        ("Xã có 14 thôn được công nhận văn hóa.", ["thôn được công nhận văn hóa"]),
        ("Cả huyện tạo 300 việc làm.", ["việc làm"]),
        ("Đoàn đưa 2 yêu cầu đối với chủ xưởng.", ["yêu cầu"]),
        # what stands in front and names someone or somewhere is no thing
        ("Quyên góp cả tuần: Hải Phòng 30 triệu đồng.", [None]),
        ("Trưa qua, ông Phạm Quý Đôn 2 triệu đồng.", [None]),
        ("Tuy nhiên 40 triệu đồng là ít.", [None]),
        ("Như vậy phải 15 ngày.", [None]),
        # nor is an age, a level or the bare act of giving what a sum is for
        ("Chị Lụa (30 tuổi) nhận 3 triệu đồng.", ["tuổi", None]),
        ("Hai phường nhận 8 tỷ đồng.", ["phường", None]),
        ("Hội Dệt ủng hộ 5 triệu đồng, Hội Mộc 2 triệu đồng.", ["ủng hộ", None]),
        # a rate names its noun without what it is for each of; a word is not cut by its first half either
        ("Bình quân 12 tiêu chí/xã.", ["tiêu chí"]),
        ("Tốc độ tăng trưởng là 7%.", ["tốc độ tăng trưởng"]),
        ("Bãi đất rộng 3 ha phường An Hải bỏ không.", ["bãi đất"]),
        ("Từ hôm qua, lúa giảm 500 đồng/kg.", ["lúa"]),
        ("Nhu cầu tăng 7,5% tuy nhiên nguồn cung đủ.", ["nhu cầu"]),
        # a noun ends where the next quantity begins
        ("Có 6 cán bộ rà tay hàng nghìn tờ khai.", ["cán bộ rà tay", "tờ khai"]),
        # tone marks stay where the text has them
        ("Vận động Quỹ “Vì người nghèo”:\n12 tỷ đồng.", ["quỹ vì người nghèo"]),
        # a sum is named in full, and "tổng hợp" is none
        ("Năm nay tổng chi là 9 tỷ đồng.", ["tổng chi"]),
        ("Đại học tổng hợp Tula nhận 9 suất.", ["suất"]),
        # whom a sum is for may be counted
        ("Kho bạc chuyển 7 triệu đồng cho mỗi hộ nghèo.", ["hộ nghèo"]),
        ("Kho bạc chuyển 9 tỷ đồng cho 140 chủ tàu cá.", ["chủ tàu cá", "chủ tàu cá"]),
    ],
)
def test_concepts(text: str, concepts: list[str | None], extractor: Extractor) -> None:
    assert [figure.concept for figure in extractor.extract(text).figures] == concepts
