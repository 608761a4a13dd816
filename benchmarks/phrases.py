"""What the invented records say: topics, sentences, papers and bodies in English, Chinese, Korean and some others."""

from __future__ import annotations

from random import Random


def _items(text: str) -> list[str]:
    return text.split("|")


def _words(text: str) -> list[str]:
    return text.split()


TOPICS: dict[str, list[str]] = {
    "en": _items(
        "high-tech zone|tea culture|school exchange|direct flights|robot industry|pottery symposium|panda base|"
        "film week|youth football|green port|bullet train|smart city|disaster relief|library books|medical training|"
        "orchid show|food festival|software park|cold chain|rail freight|startup incubator|air quality|elderly care|"
        "marathon|choir|lantern festival|battery plant|fisheries|museum loan|language courses|nursing school|ceramics|"
        "cherry trees|wetland park|fire brigade|folk music|trade fair|customs clearance|solar power|semiconductors|"
        "tourism week|water works|street art|vocational school|hospital twinning|seed bank|paper craft|dragon boats|"
        "chess tournament"
    ),
    "zh": _items(
        "高新技术|茶文化|学校交流|直飞航线|机器人产业|陶艺研讨会|青少年足球|绿色港口|"
        "高速铁路|智慧城市|救灾援助|图书捐赠|医疗培训|兰花展|美食节|软件园|冷链物流|创业孵化|空气质量|养老服务|"
        "灯会|马拉松|汽车零部件|渔业|博物馆|语言课程|樱花树|湿地公园|消防队|民乐|博览会|海关通关|太阳能|半导体|旅游周|自来水|友好交流"
    ),
    "ko": _items(
        "첨단산업|차 문화|학교 교류|직항 노선|로봇 산업|도자기 심포지엄|영화 주간|청소년 축구|"
        "친환경 항만|고속철도|스마트 도시|재난 구호|도서 기증|의료 연수|난초 전시|음식 축제|소프트웨어 단지|철도 화물|"
        "창업 지원|대기 질|노인 복지|등불 축제|마라톤|자동차 부품|수산업|박물관 대여|언어 강좌|벚나무|습지 공원|"
        "소방대|국악|무역 박람회|통관|태양광|반도체|관광 주간|상수도|우호 교류"
    ),
    "ja": _items("高校生の交流|茶道|直行便|ロボット産業|陶芸展|映画祭|少年サッカー|港湾|新幹線|防災訓練|桜の植樹"),
    "ru": _items("обмен студентами|чайная культура|прямые рейсы|робототехника|неделя кино|порт|ярмарка|музей"),
    "fr": _items("échange scolaire|fête du thé|vols directs|musée prêteur|école d’infirmières|marché de Noël"),
}  # fmt: skip

SENTENCES: dict[str, list[str]] = {
    "en": [
        "{a} and {b} signed a memorandum on {t}",
        "a delegation from {a} of {n} people visited {b} to speak of {t}",
        "{b} plans {n} new projects in {t} with {a} within the next years",
        "“We want to deepen {t} with {a},” said the mayor of {b}",
        "more than {n} companies of {a} took part in the days of {t} in {b}",
        "the two cities share similar opportunities in {t} and will hold {n} meetings",
        "{a} sent {n} experts on {t} to {b} after the visit of its vice-mayor",
        "support for {t} came from {b}, where {n} families hosted guests of {a}",
    ],
    "zh": [
        "{a}与{b}签署{t}合作备忘录",
        "{a}代表团一行{n}人访问{b}，就{t}进行交流",
        "{b}计划今后与{a}在{t}领域开展{n}个项目",
        "“我们希望与{a}加强{t}合作”，{b}市长说",
        "来自{a}的{n}多家企业参加了{b}{t}活动",
    ],
    "ko": [
        "{a}와 {b}는 {t} 협력 양해각서를 체결했다",
        "{a} 대표단 {n}명이 {b}를 방문해 {t}에 대해 논의했다",
        "{b}는 {a}와 {t} 분야에서 {n}개 사업을 추진할 계획이다",
        "{b} 시장은 “{a}와 {t} 교류를 넓히겠다”고 말했다",
        "{a}의 {n}개 기업이 {b}에서 열린 {t} 행사에 참가했다",
    ],
    "ja": ["{a}と{b}は{t}に関する覚書に調印した", "{a}の代表団{n}人が{b}を訪れ、{t}について話し合った"],
    "ru": ["{a} и {b} подписали соглашение: {t}", "делегация {a} из {n} человек посетила {b}, тема: {t}"],
    "fr": ["{a} et {b} ont signé un accord sur « {t} »", "une délégation de {a}, {n} personnes, a visité {b} : {t}"],
}
LANGUAGE_TAGS = {"en": "en", "zh": "zh-Hans", "ko": "ko", "ja": "ja", "ru": "ru", "fr": "fr"}
# Of a hundred sources; facts are told in our own words, so mostly in English.
SOURCE_LANGUAGES = ["en"] * 44 + ["zh"] * 26 + ["ko"] * 20 + ["ja"] * 5 + ["ru"] * 3 + ["fr"] * 2
TEXT_LANGUAGES = ["en"] * 68 + ["zh"] * 16 + ["ko"] * 16

PAPERS: dict[str, list[str]] = {
    "en": _items("Morning Post|Daily Mirror of the Port|City Gazette|Asian Courier|The Evening Star|Harbour Times"),
    "zh": _items("日报|晚报|晨报|商报|新闻网|市政府网站"),
    "ko": _items("일보|신문|매일신문|뉴스|시청 누리집|경제"),
    "ja": _items("新聞|新報|日日新聞|市公式サイト"),
    "ru": _items("Вестник|Правда|Новости"),
    "fr": _items("La Dépêche|Le Courrier|L’Écho"),
}
BODIES: dict[str, list[str]] = {
    "zone": ["High-tech Zone", "Free Trade Zone", "Economic Development Zone"],
    "company": ["Robotics", "Airlines", "Heavy Industries", "Foods", "Semiconductor", "Logistics"],
    "association": ["Friendship Association", "Chamber of Commerce", "Youth League", "Potters’ Guild"],
    "government": ["Foreign Affairs Office", "Department of Culture", "Port Authority"],
    "museum": ["City Museum", "Museum of Art", "Folk Museum"],
    "park": ["Botanical Garden", "Innovation Park", "Panda Base"],
    "event": ["Innovation Fair", "Lantern Festival", "Film Week"],
    "media": ["Broadcasting", "Daily", "News Agency"],
    "fund": ["Cooperation Fund", "Venture Fund"],
    "other": ["University", "Medical Center", "High School", "Choir"],
}
BODY_ENDS = {
    "zh": _items("友好协会|高新区|博物馆|大学|集团"),
    "ko": _items("친선협회|산업단지|박물관|대학교|그룹"),
}
ROLES = ["Mayor", "Vice-mayor", "Director of the Foreign Affairs Office", "Chair", "Ambassador for City Relations"]
GIVEN = {
    "CN": _words("Wei Fang Na Min Jing Li Qiang Lei Yang Yan Jie Juan Tao Chao Ming Xia Ping Gang Hui Jun"),
    "KR": _words("Seong-ho Min-jun Ji-woo Seo-yeon Ha-eun Dong-hyun Yong-su Mi-kyung Jae-won Su-bin"),
    "": _words("Anna Jan Pierre Élodie Jürgen Zoë Łukasz Olga Ivan Kenji Yumi Carmen José Emre Ayşe Tom Kate"),
}
FAMILY = {
    "CN": _words("Wang Li Zhang Liu Chen Yang Huang Zhao Wu Zhou Xu Sun Ma Zhu Hu Guo He Lin Gao Luo"),
    "KR": _words("Kim Lee Park Choi Jung Kang Cho Yoon Jang Lim Han Oh Seo Shin Kwon Hwang"),
    "": _words("Kowalski Dupont Müller Sokolov Tanaka Sato García Yılmaz Smith Novák Suzuki Petrov Łapiński"),
}


def sentence(random: Random, language: str, a: str, b: str) -> str:
    """A sentence about two cities; the word for {t} and the number are drawn."""
    form, topic = pick(random, SENTENCES[language]), pick(random, TOPICS[language])
    return form.format(a=a, b=b, t=topic, n=2 + int(random.random() ** 3 * 900))


def pick(random: Random, items: list[str]) -> str:
    """One of the items; quicker than random.choice, and a million facts ask for ten million of them."""
    return items[int(random.random() * len(items))]


def date(random: Random) -> tuple[str, int]:
    """An EDTF date of any kind that docs/format.md lists, ordinary ones most often, and its year."""
    year = 2025 - int(random.random() ** 1.6 * 45)
    month, day = 1 + int(random.random() * 12), 1 + int(random.random() * 28)
    return _FORMS[int(random.random() * len(_FORMS))].format(
        y=year, m=month, d=day, e=year + 1, l=min(month + 1, 12), c=year // 10, k=year // 100, s=21 + month % 4,
        h=25 + month % 8, q=33 + month % 4,
    ), year  # fmt: skip


_FORMS = ["{y}-{m:02}-{d:02}"] * 48 + ["{y}-{m:02}"] * 20 + ["{y}"] * 14
_FORMS += ["{y}-{m:02}-{d:02}T09:30:00", "{y}-{m:02}-{d:02}T15:12:00", "{y}-{m:02}?", "{y}-{m:02}~", "{y}%", "{y}~"]
_FORMS += ["{c}X", "{k}XX", "{y}-XX", "{y}-{m:02}-XX", "{y}-XX-XX", "{y}-{s}", "{y}-{h}", "{y}-{q}"]
_FORMS += ["{y}-01-{d:02}/{y}-{m:02}-28", "{y}/..", "../{y}", "{y}/", "[{y}..{e}]", "[{y}, {e}]"]
_FORMS += ["[..{y}-{m:02}-{d:02}]", "{{{y}, {e}}}", "{y}-{m:02}-{d:02}/{e}-{l:02}"]
