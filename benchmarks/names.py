"""Invented names of cities in eight languages, each with its native script and another way to write it in Latin."""

from __future__ import annotations

import unicodedata
from random import Random
from typing import NamedTuple


class PlaceName(NamedTuple):
    """A city's name in English, in its own script, and as somebody else would romanise it ("" where none differs)."""

    english: str
    native: str
    romanised: str
    tag: str
    country: str


def _words(text: str) -> list[str]:
    return text.split()


def _pairs(text: str) -> list[tuple[str, ...]]:
    return [tuple(item.split(":")) for item in text.split()]


_HAN = _pairs(
    "安:an 白:bai 宝:bao 北:bei 滨:bin 沧:cang 常:chang 朝:chao 成:cheng 池:chi 崇:chong 楚:chu 川:chuan 丹:dan 德:de "
    "登:deng 迪:di 东:dong 敦:dun 恩:en 丰:feng 佛:fo 福:fu 甘:gan 高:gao 阁:ge 贡:gong 古:gu 贵:gui 桂:gui 海:hai "
    "邯:han 杭:hang 鹤:he 衡:heng 红:hong 湖:hu 淮:huai 黄:huang 惠:hui 吉:ji 嘉:jia 剑:jian 焦:jiao 金:jin 景:jing "
    "九:jiu 开:kai 康:kang 克:ke 昆:kun 兰:lan 乐:le 丽:li 连:lian 凉:liang 林:lin 龙:long 泸:lu 洛:luo 马:ma 茂:mao "
    "眉:mei 绵:mian 明:ming 牡:mu 南:nan 攀:pan 彭:peng 平:ping 莆:pu 齐:qi 乾:qian 青:qing 泉:quan 荣:rong 三:san "
    "沙:sha 韶:shao 深:shen 石:shi 双:shuang 朔:shuo 松:song 苏:su 遂:sui 台:tai 唐:tang 天:tian 通:tong 铜:tong "
    "万:wan 温:wen 乌:wu 西:xi 厦:xia 襄:xiang 孝:xiao 新:xin 信:xin 兴:xing 徐:xu 宣:xuan 雅:ya 盐:yan 扬:yang 宜:yi "
    "银:yin 永:yong 榆:yu 岳:yue 云:yun 枣:zao 泽:ze 张:zhang 昭:zhao 镇:zhen 郑:zheng 中:zhong 舟:zhou 珠:zhu 资:zi "
    "遵:zun"
)
_HAN_ENDS = _pairs(
    "州:zhou 阳:yang 江:jiang 山:shan 水:shui 安:an 宁:ning 口:kou 城:cheng 海:hai 京:jing 都:du 门:men 河:he 岭:ling "
    "源:yuan 港:gang 沟:gou 桥:qiao 坪:ping 潭:tan 塘:tang 溪:xi 湾:wan 岛:dao"
)
_TRADITIONAL = str.maketrans(
    "宝滨沧东丰阁贡贵鹤红黄剑开昆兰乐丽连凉龙泸马绵齐荣双苏台铜万温乌厦兴盐扬银云枣泽张镇郑资阳宁门岭沟桥湾岛",
    "寶濱滄東豐閣貢貴鶴紅黃劍開崑蘭樂麗連涼龍瀘馬綿齊榮雙蘇臺銅萬溫烏廈興鹽揚銀雲棗澤張鎮鄭資陽寧門嶺溝橋灣島",
)
_KANJI = _pairs(
    "大:o:da 東:higashi:dong 山:yama:shan 川:kawa:chuan 田:ta:tian 松:matsu:song 本:moto:ben 島:shima:dao 福:fuku:fu "
    "岡:oka:gang 広:hiro:guang 長:naga:chang 崎:saki:qi 野:no:ye 宮:miya:gong 城:ki:cheng 千:chi:qian 葉:ba:ye "
    "横:yoko:heng 浜:hama:bin 神:kami:shen 戸:be:hu 金:kane:jin 沢:sawa:ze 富:to:fu 石:ishi:shi 高:taka:gao 青:ao:qing "
    "森:mori:sen 秋:aki:qiu 水:mizu:shui 木:gi:mu 井:i:jing 豊:toyo:feng 橋:hashi:qiao 津:tsu:jin 北:kita:bei "
    "南:minami:nan 西:nishi:xi 原:hara:yuan 坂:saka:ban 倉:kura:cang 白:shira:bai 赤:aka:chi 黒:kuro:hei 岩:iwa:yan "
    "花:hana:hua 米:yone:mi 鶴:tsuru:he 亀:kame:gui 鳥:tori:niao 熊:kuma:xiong 鹿:shika:lu 竹:take:zhu 梅:ume:mei "
    "桜:sakura:ying 藤:fuji:teng 美:mi:mei 根:ne:gen 関:seki:guan"
)
_HANGUL = _words(
    "김 천 부 산 대 구 광 주 전 남 경 북 충 청 강 원 제 울 포 항 안 동 영 목 여 수 순 익 군 창 진 해 통 거 밀 양 사 춘 "
    "속 초 삼 척 태 백 홍 평 택 고 성 남 용 인 파 이 하 의 정 과 화 오 시 흥 도 문 상 함 합 보 령 서 논 계 당"
)
_RUSSIAN = _words(
    "Ново Бело Красно Верхне Нижне Старо Усть Камен Волго Екатерин Петро Хабар Шахтин Щёлк Юж Ясно Цивил Черно Жуков "
    "Тамбов Рыбин Сурин Лебедин Морозов Дубов Орлов Кузнец Сосно Берёзо Зелено Озер Княж Мурав Галич Вязем Елан"
)
_RUSSIAN_MIDDLES = _words("каменск реченск горск ольск ярск урийск овск инск ужанск анск еевск")
_RUSSIAN_ENDS = _words("камск горск ск град бург поль во город мир ярск лог реченск заводск дольск морск")
_LATIN: dict[str, tuple[str, str, list[str], list[str], list[str]]] = {
    "PL": ("pl", "", *(t.split() for t in (
        "Łó Gdą Święto Biał Często Żyra Kraś Wąbrze Ostró Nowo Ciecha Jędrze Łom Sando Zamo Płoń Radzy Krzy",
        "cho cie dze no sła wie mie żyno rado bo li krzy łęka", "wice ów chowa dź ść szyn sko mierz żyn łęka nek",
    ))),
    "FR": ("fr", "Saint-", *(t.split() for t in (
        "Béth Châte Mont Aur Évre Orlé Besan Angoul Cher Péri Nîm Séz Bour Ély Vill Cler Fontain Roche",
        "au é er ign el an ol iè on ar", "ôme çon ville ières gneux court bourg ac oise ançais lès eau",
    ))),
    "DE": ("de", "Bad ", *(t.split() for t in (
        "Göt Würz Nürn Mün Lüb Köln Osna Saar Kaiser Grün Schön Lüne Weiß Fürsten Düssel Alten Hohen Stral",
        "tin z ster eck brü er lau wal mer", "berg burg stadt furt heim hausen feld brück au dorf bach münde",
    ))),
    "ES": ("es", "Villa ", *(t.split() for t in (
        "Cá Al San Má Leó Córdo Gua Val Jaé Zamo Peña Cu Ibá Tole Mon Alme",
        "la ga ña ca ro ñe dri lle ta ri", "diz ría lejo gón ñez zano villa drid nares ñuela cín",
    ))),
    "TR": ("tr", "", *(t.split() for t in (
        "Çan Eski Şan Diyar Gümü İz Ağ Çor Bayır Kırş Muğ Tekir Kü Yoz Nev",
        "ak şe lı ba ha kö ça rı mü su", "kale hir köy dağ lıurfa kır pınar hisar ova lar bul",
    ))),
    "GB": ("", "New ", *(t.split() for t in (
        "Ash Brad Cold Dun Ever Fair Glen Hart King Lang Marl Nor Oak Pem Rock Stan Thorn Wake West Whit Alder Birch",
        "er ing le en bo ley ham mer wor ches", "ton ford bridge field ville haven mouth bury wick stead port dale",
    ))),
}  # fmt: skip
_SHARES = [("CN", 27), ("KR", 20), ("JP", 13), ("RU", 9), ("TW", 5)]
_SHARES += [("PL", 4), ("FR", 5), ("DE", 5), ("ES", 3), ("TR", 3), ("GB", 6)]
_COUNTRIES = [country for country, share in _SHARES for _ in range(share)]


def place_names(count: int, seed: int) -> list[PlaceName]:
    """So many names, the same for the same seed. About 1 in 50 is some other city's too, as it is in the world."""
    random = Random(f"places {seed}")
    found: list[PlaceName] = []
    taken: set[str] = set()
    while len(found) < count:
        country = random.choice(_COUNTRIES)
        length = 2 if random.random() < 0.5 else 3
        name = _name(random, country, length)
        while name.english in taken and random.random() > 0.02:
            name = _name(random, country, max(length, 3 if random.random() < 0.7 else 2))
        taken.add(name.english)
        found.append(name)
    return found


def _name(random: Random, country: str, length: int) -> PlaceName:
    if country in ("CN", "TW"):
        return _chinese(random, country, length)
    if country == "KR":
        native = "".join(random.choice(_HANGUL) for _ in range(length))
        return PlaceName(romanise_korean(native), native, romanise_korean(native, reischauer=True), "ko", country)
    if country == "JP":
        parts = [random.choice(_KANJI) for _ in range(length)]
        native, hepburn, pinyin = ("".join(part) for part in zip(*parts, strict=True))
        return PlaceName(hepburn.capitalize(), native, pinyin.capitalize(), "ja", country)
    if country == "RU":
        middle = random.choice(_RUSSIAN_MIDDLES) if length == 3 else random.choice(_RUSSIAN_ENDS)
        native = random.choice(_RUSSIAN) + ("" if length == 2 else random.choice(("о", "е", "и", ""))) + middle
        return PlaceName(romanise_russian(native), native, romanise_russian(native, plain=True), "ru", country)
    tag, before, starts, middles, ends = _LATIN[country]
    native = random.choice(starts) + (random.choice(middles) if length == 3 else "") + random.choice(ends)
    native = before + native if before and random.random() < 0.06 else native
    plain = strip_accents(native)
    english = plain if random.random() < 0.5 else native
    return PlaceName(english, native, plain if plain != english else "", tag, country)


def _chinese(random: Random, country: str, length: int) -> PlaceName:
    parts = [random.choice(_HAN) for _ in range(length - 1)] + [random.choice(_HAN_ENDS)]
    native = "".join(han for han, _ in parts)
    sounds = [sound for _, sound in parts]
    pinyin = sounds[0].capitalize() + "".join("'" * (sound[0] in "aeo") + sound for sound in sounds[1:])
    if country == "CN" and random.random() > 0.1:
        return PlaceName(pinyin, native, "", "zh-Hans", country)
    tag, native = ("zh-Hans", native) if country == "CN" else ("zh-Hant", native.translate(_TRADITIONAL))
    return PlaceName(_wade_giles(sounds), native, pinyin, tag, country)


_WADE = [("zh", "ch"), ("q", "ch"), ("j", "ch"), ("x", "hs"), ("r", "j"), ("z", "ts"), ("c", "ts")]
_WADE += [("b", "p"), ("d", "t"), ("g", "k")]


def _wade_giles(sounds: list[str]) -> str:
    """An older spelling, without its apostrophes: Taichung, Hsinchu."""
    changed = []
    for sound in sounds:
        rest = sound.replace("ong", "ung").replace("ian", "ien").replace("yan", "yen")
        for new, old in _WADE:
            if rest.startswith(new) and not (new == "c" and rest.startswith("ch")):
                rest = old + rest[len(new) :]
                break
        changed.append(rest)
    return "".join(changed).capitalize()


_INITIALS = _words("g kk n d tt r m b pp s ss - j jj ch k t p h")
_VOWELS = _words("a ae ya yae eo e yeo ye o wa wae oe yo u wo we wi yu eu ui i")
_FINALS = {0: "", 1: "k", 4: "n", 8: "l", 16: "m", 17: "p", 21: "ng"}
_HARD = {"g": "k", "d": "t", "b": "p", "j": "ch"}


def romanise_korean(hangul: str, *, reischauer: bool = False) -> str:
    """Hangul by letters: the Revised Romanisation, or McCune-Reischauer without its marks (Kimchon)."""
    latin = ""
    for syllable in hangul:
        code = ord(syllable) - 0xAC00
        initial, vowel, final = _INITIALS[code // 588], _VOWELS[code % 588 // 28], _FINALS[code % 28]
        initial = initial.strip("-")
        if reischauer:
            vowel = {"eo": "o", "yeo": "yo", "eu": "u"}.get(vowel, vowel)
            initial = initial if latin and latin[-1] in "aeiounmgl" else _HARD.get(initial, initial)
        latin += initial + vowel + final
    return latin.capitalize()


_CYRILLIC = dict(zip("абвгдеёжзийклмнопрстуфхцчшщъыьэюя",
    _words("a b v g d e yo zh z i y k l m n o p r s t u f kh ts ch sh shch - y - e yu ya"), strict=True))  # fmt: skip
_SCHOLARLY = {"х": "h", "ц": "c", "й": "j", "ё": "e", "ю": "ju", "я": "ja"}


def romanise_russian(text: str, *, plain: bool = False) -> str:
    """Cyrillic as maps print it; plain, as other tables have it (h, c, j for kh, ts, y)."""
    table = _CYRILLIC | _SCHOLARLY if plain else _CYRILLIC
    latin = "".join(table.get(char, char) for char in text.lower()).replace("-", "")
    return (latin if plain or not latin.startswith("e") else "y" + latin).capitalize()


def strip_accents(text: str) -> str:
    """The letters that a keyboard without accents has."""
    apart = unicodedata.normalize("NFD", text.translate(str.maketrans("Łłıß", "Llis")))
    return "".join(char for char in apart if not unicodedata.combining(char))


def typo(random: Random, word: str) -> str:
    """The word with one slip of the fingers: a letter lost, doubled, changed, or two in each other's place."""
    at = random.randrange(len(word))
    near = random.choice("abcdefghijklmnopqrstuvwxyz")
    match random.randrange(4):
        case 0:
            return word[:at] + word[at + 1 :]
        case 1:
            return word[:at] + word[at] + word[at:]
        case 2:
            return word[:at] + near + word[at + 1 :]
    at = min(at, len(word) - 2)
    return word[:at] + word[at + 1] + word[at] + word[at + 2 :]
