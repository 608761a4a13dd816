"""Keys of names: spellings of one name fall together, other names stay apart."""

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tui.records.sounds import sound_key

SPELLINGS = """
Gimcheon Kimcheon Kimchon Kimch'ŏn Kimch’ŏn Gimchon 김천
Busan Pusan 부산
Daegu Taegu 대구
Jeju Cheju 제주
Gwangju Kwangju 광주
Incheon Inchon Inch'ŏn 인천
Daejeon Taejon Taejŏn 대전
Gyeongju Kyongju Kyŏngju Kyungju 경주
Gangneung Kangnung Kangnŭng 강릉
Seoul Sŏul 서울
Jeonju Chonju Chŏnju 전주
Yeosu Yosu 여수
Uijeongbu Ŭijŏngbu 의정부
Gyeongsangbuk-do Kyŏngsangbuk-do Kyongsangbukdo 경상북도
Silla Sinla 신라
Gimpo Kimpo 김포
Chongqing Chungking Ch'ung-ch'ing 重庆 重慶
Chengdu Chengtu Ch'eng-tu 成都
Beijing Peking Peiching 北京
Nanjing Nanking 南京
Guangzhou Kwangchow Kuangchou 广州
Guangdong Kwangtung 广东
Hangzhou Hangchow 杭州
Suzhou Soochow Suchou 苏州
Qingdao Tsingtao 青岛
Tianjin Tientsin 天津
Xi'an Sian Hsian Hsi-an 西安
Fujian Fukien 福建
Jiangsu Kiangsu 江苏
Zhejiang Chekiang 浙江
Sichuan Szechwan Szechuan Ssuch'uan 四川
Luoyang Loyang
Kaohsiung Gaoxiong 高雄
Taipei Taibei 台北
Wuxi Wusih
Xinzhu Hsinchu Hsin-chu 新竹
Taizhong Taichung T'ai-chung 台中
Xiayucheng Hsiayucheng
Göteborg Goteborg
Weißbruch Weissbruch Weisbruch
Weißbrüau Weisbruau
Shijiazhuang Shihchiachuang 石家庄
Kofu Kōfu Kouhu Kohfu
Osaka Ōsaka Oosaka Ohsaka おおさか
Tokyo Tōkyō Tokio とうきょう トーキョー
Chiba Tiba ちば
Shizuoka Sizuoka
Tsukuba Tukuba つくば
Fukuoka Hukuoka
Kyushu Kyūshū Kyuushuu Kyusyu
Namba Nanba
Gunma Gumma
Volgograd Волгоград
""".strip().splitlines()

# Cities that nobody takes for one another.
APART = """
Busan Seoul Incheon Daegu Daejeon Gwangju Suwon Ulsan Gimcheon Jincheon Icheon Gimhae Gimpo Gumi Gunsan Gyeongju
Jeonju Cheongju Jeju Jinju Yeosu Andong Beijing Shanghai Tianjin Chongqing Chengdu Guangzhou Shenzhen Wuhan Xian
Nanjing Hangzhou Suzhou Fuzhou Changsha Changchun Shenyang Dalian Xiamen Jinan Qingdao Zhengzhou Ningbo Wuxi London
Paris Berlin Hamburg Vienna Tokyo Osaka Kyoto Nagoya Kobe Sapporo Hiroshima Sendai Chiba Kofu Niigata
"""


@pytest.mark.parametrize("spellings", SPELLINGS)
def test_the_spellings_of_a_name_have_one_key(spellings: str) -> None:
    assert len({sound_key(name) for name in spellings.split()}) == 1


def test_names_of_different_cities_have_different_keys() -> None:
    pairs = itertools.combinations(APART.split(), 2)
    assert [(one, other) for one, other in pairs if sound_key(one) == sound_key(other)] == []


def test_a_name_in_parts_has_the_key_of_the_whole() -> None:
    assert sound_key("Cheng du") == sound_key("Chengdu")
    assert sound_key("O'Brien") == sound_key("OBrien")


@pytest.mark.parametrize("nothing", ["", " ", "-'", "\0", "\ud800"])
def test_what_has_no_letters_has_no_key(nothing: str) -> None:
    assert sound_key(nothing) == ""


@settings(max_examples=1000)
@given(st.text(st.characters(exclude_categories=())))
def test_any_text_has_a_key_that_is_one_word(text: str) -> None:
    key = sound_key(text)
    assert key.encode("utf-8").decode("utf-8").split() in ([], [key])
    assert key == sound_key(text)
