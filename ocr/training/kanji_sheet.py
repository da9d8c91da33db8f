"""Writes tests/recognise/unseen-kanji.pbm, which test_kanji.cpp reads: 41 characters of common names and addresses by the
fonts that are never trained on, one hand a row, 64 px a character (em box 0.8 of it)."""
import fonts
from own_sets import write_sheet

CHARACTERS = "佐藤鈴木高橋田中渡辺伊山本小林加斎東京都新宿区大阪府県市町村川井世谷杉並練馬港台北"


def main():
    rows = []
    for face in fonts.held_back_faces():
        row = [face.render(c, 64, .8) for c in CHARACTERS]
        lacking = [c for c, picture in zip(CHARACTERS, row) if picture is None]
        if lacking:
            raise SystemExit(f"{face.name} lacks {''.join(lacking)}")
        print(face.name)
        rows.append(row)
    write_sheet("unseen-kanji.pbm", rows)


if __name__ == "__main__":
    main()
