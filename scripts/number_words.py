"""Makes src/text/number_words.txt: the words for numbers, a language a line.

    sudo apt-get install python3-icu
    /usr/bin/python3 scripts/number_words.py > src/text/number_words.txt

The words for 2 to 100 and for full hundreds are those that ICU's spell-out rules write (the RBNF of the Unicode CLDR, src/text/number_words.md says under
which licence), in all genders and cases that it knows, as far as they are one word. Added by hand: languages that ICU does not spell, cases, collective numerals ("dvoje",
"двое", "troje"), dozens, and spellings without marks where newsrooms write them.

A line is the family of a language and fields, with tabs between them; a field is a key and words, with spaces:

    7        the words are 7
    7?       they are, but more often something else ("neuf" is new, "sei" you are, "yüz" a face): only before what is counted, or in a longer number
    x100     what stands before is multiplied ("two hundred"); +10: it is added to ("dua belas" is 12)
    and      words between tens and units ("veinte y dos")
    counts   words that a doubtful one must stand before; "word*" begins one. In Chinese, Japanese, Thai and Korean all numbers must
    not-after, not-before   words beside which it is no number ("phase two", "thứ ba", which is Tuesday)
    joined   what may be joined to the front of a word ("و" and "ו" are "and"); the first of them is "and"

The line "und" is for texts of which nobody knows the language: words that are the same number in all languages that have them, and that are none of the common words of
any other (src/group/background.txt, so run it from the folder of the project).
"""

import collections
import unicodedata

import icu

# ICU's name of a language, by the family that has it.
SPELT = {
    language: [language]
    for language in "af ar az be bg ca cs da de el en es et fa fi fr he hi hu hy is it ka kk lt lv mk ne nl pl pt ro ru sk sq sv ta tr uk".split()
} | {"sr": ["sr", "hr", "bs"], "no": ["nb", "nn"], "id": ["id", "ms"]}  # fmt: skip

# What is added by hand.
MORE = {
    "en": "1 one|and and|12 dozen|100 hundred|x12 dozen|x100 hundred|x1000 thousand|20 twenty"
    "|not-after phase round part chapter number page grade category level day week episode season volume tier stage version game match war hall nine",
    "de": "1 ein eine einen einer einem|2 zwo zweier|3 dreier|5 fuenf|12 zwoelf dutzend|30 dreissig|x12 dutzend|x100 hundert|100 hundert einhundert|x1000 tausend",
    "fr": "1 un une|12 douzaine|10 dizaine|20 vingtaine|30 trentaine|50 cinquantaine|100 centaine|x20 vingt vingts|x100 cent cents|and et|x1000 mille|not-after pour"
    "|counts mort* bless* personne* victime* homme* femme* enfant* ans jours mois semaines heures minutes suspect* soldat* civil* policier* interpellations arrestations otage* élève* étudiant* millions milliards",
    "es": "1 un una uno|12 docena|x12 docenas|and y|x1000 mil|100 cien ciento|21 veintiun veintiún veintiuna|22 veintidos|23 veintitres|26 veintiseis|16 dieciseis|200 doscientas",
    "it": "1 un una uno|12 dozzina|x100 cento|x1000 mille mila|21 ventun|not-after per"
    "|counts mort* ferit* person* vittim* uomini donne bambini anni giorni mesi settimane ore minuti arrest* indagat* soldati militari civili dispers* student* ragazz* milioni miliardi punti metri chilometri punti gol",
    "pt": "1 um uma|x1000 mil|2 dous|3 tres|14 quatorze catorze|16 dezasseis dezesseis|17 dezassete dezessete|19 dezanove dezenove|12 dúzia duzia|x12 dúzias|100 cem cento|and e|200 duzentas",
    "gl": "1 un unha|x1000 mil|2 dous dúas|3 tres|4 catro|5 cinco|6 seis|7 sete|8 oito|9 nove|10 dez|11 once|12 doce ducia|13 trece|14 catorce|15 quince|16 dezaseis|17 dezasete|18 dezaoito"
    "|19 dezanove|20 vinte|30 trinta|40 corenta|50 cincuenta|60 sesenta|70 setenta|80 oitenta|90 noventa|100 cen cento|and e",
    "ca": "1 un una|x1000 mil|12 dotzena|100 cent|x100 cents centes|and i"
    "|counts mort* ferit* persones víctimes homes dones nens anys dies mesos setmanes hores minuts deting* deting* soldats civils alumnes milions punts metres quilòmetres",
    "ro": "1 un o una|2 doua|3 tre|6 șase şase sase|7 șapte şapte sapte|14 paisprezece|16 șaisprezece şaisprezece|17 șaptesprezece şaptesprezece|20 douazeci|60 șaizeci şaizeci saizeci|70 șaptezeci şaptezeci saptezeci"
    "|12 duzină duzina|x100 sute|100 sută suta|x1000 mii|x1000000 milioane|x1000000000 miliarde|and și şi si"
    "|counts mort morți morţi moarte răni* rani* persoan* oameni copii bărbați femei victim* ani zile luni săptămâni ore minute soldați militari arest* reținu* milioane",
    "nl": "1 een één|12 dozijn|10 tiental|x100 honderd|100 honderd|x1000 duizend"
    "|counts dode* mens* gewond* persone* slachtoffer* man vrouwen kinderen jaar dagen maanden weken uur minuten arrestanten aanhoudingen verdachten militairen soldaten agenten burgers miljoen miljard keer procent euro meter kilometer punten",
    "af": "counts dood* dooie* mense beseer* jaar dae maande weke ure",
    "da": "1 en et|12 dusin|20 snes|x100 hundrede|100 hundrede|x1000 tusind tusinde",
    "no": "1 en et ei én ett|7 sju syv|20 tjue tyve|30 tretti tredve|12 dusin|x100 hundre|100 hundre|x1000 tusen",
    "sv": "1 en ett|12 dussin|x100 hundra|100 hundra|20 tjugo|10 tiotal|x1000 tusen"
    "|counts person* döda* död skad* människor män kvinnor barn år dagar månader veckor timmar minuter offer grip* anhåll* misstänkt* soldater civila poliser miljoner miljarder procent meter kilometer mil poäng mål kronor av",
    "is": "1 einn ein eitt|7 sjö|2 tvo tveim tveimur tveggja|3 þrjá þrem þremur þriggja|4 fjóra fjórum fjögurra|12 tylft|100 hundrað|x100 hundruð|x1000 þúsund|and og",
    "fi": "12 tusina|1 yksi|x1000 tuhatta tuhannen|x100 sataa|x1000000 miljoonaa miljoonan|x1000000000 miljardia miljardin",
    "et": "1 üks ühe|2 kahe kaht kahte|3 kolme|4 nelja|5 viie viit viite|7 seitsme|8 kaheksa|9 üheksa|10 kümne|12 tosin kaheteist|x1000 tuhat tuhande|x1000000 miljonit|x1000000000 miljardit|100 saja"
    "|counts inimest inimese inimes* hukku* surnu* vigasta* laste lapse mehe naise aasta päeva nädala tunni minuti sõduri tsiviil* miljonit",
    "lv": "1 viens viena|x1000 tūkstoši tūkstošu tūkstošus tūkstošiem|x1000000 miljoni miljonu miljonus miljoniem|x1000000000 miljardi miljardu miljardus|x100 simti simtus simtu|12 ducis",
    "lt": "1 vienas viena|2 dviejų dviem dvejus dveji|3 tris trijų trims trejus treji|x1000 tūkstančiai tūkstančių tūkstančius|x1000000 milijonai milijonų milijonus|x1000000000 milijardai milijardų milijardus"
    "|x100 šimtai šimtų šimtus|12 tuzinas|10 dešimties dešimčiai",
    "hu": "1 egy egyik|2 két ketten kettőre kettőt kettő|3 hárman háromra hármat|4 négyen négyre négyet|5 öten ötre ötöt|6 hatan hatra hatot|7 heten hetet|8 nyolcan nyolcra nyolcat|9 kilencen kilencre kilencet"
    "|10 tízen tízre tízet|100 százan százra|12 tucat|x12 tucat|x1000 ezer|x1000000 millió|x1000000000 milliárd"
    "|counts ember* halott* halálos* sérült* személy* áldozat* gyerek* gyermek* férfi* nő* fő fős éve éves évvel napja napos katona* civil* rendőr* diák* embert letartóztat* őrizetbe ország* tonna méter* kilométer* milli* millió",
    "sq": "1 një nje|2 dy|3 tre tri|4 katër|x1000 mijë mije|x1000000 milionë milion|100 njëqind|and e",
    "el": "1 ένας μία μια ένα|2 δυο|3 τριων τριών|4 τεσσερις τεσσάρων|7 εφτά|8 οχτώ|9 εννιά|11 έντεκα|13 δεκατριών|14 δεκατεσσάρων|12 ντουζίνα|x1000 χιλιάδες χιλιάδων|x1000000 εκατομμύρια εκατομμυρίων|x1000000000 δισεκατομμύρια δισ"
    "|100 εκατό",
    "tr": "1 bir|12 düzine|x100 yüz|x1000 bin|x1000000 milyon|x1000000000 milyar|counts kişi* ölü yaralı* can çocuk* kadın* erkek* asker* işçi* öğrenci* gün* yıl* ay saat* dakika* hafta* şüpheli* polis* bin milyon* milyar* ülke* ev bina* lira* metre* kilometre*",
    "az": "1 bir|x100 yüz|x1000 min|x1000000 milyon|20 iyirmi|counts nəfər* ölü yaralı* uşaq* qadın* kişi* əsgər* hərbçi* gün* il* ay saat* dəqiqə* min milyon* ölkə*",
    "kk": "x100 жүз|x1000 мың|counts адам* бала* жыл* күн* ай сағат* мың миллион* қаза*",
    "ru": "1 один одна одно одного одну|2 двое двоих двоим двоими|3 трое троих троим трёх трём|4 четырёх четырём четверо четверых|5 пятеро пятерых|6 шестеро шестерых|7 семеро семерых|8 восьмеро восьмерых|9 девятеро девятерых|10 десятеро десятерых десяток"
    "|12 дюжина|x10 десятка десятков|x100 сотни сотен|x1000 тысяч тысячи тысячам",
    "uk": "1 один одна одне одного одну|2 двох двом двома двоє двоих|3 трьох трьом трьома троє|4 чотирьох чотирьом четверо|5 п’яти п’ятьох п’ятеро|6 шести шістьох шестеро|7 семи сімох семеро|8 восьми вісьмох восьмеро|9 дев’яти дев’ятьох дев’ятеро"
    "|10 десяти десятьох десятеро десяток|12 дванадцяти|15 п’ятнадцяти|20 двадцяти|x10 десятки десятків|x1000 тисяч тисячі|12 дюжина",
    "be": "1 адзін адна адно|2 двух двум двое дваіх|3 трох тром трое|4 чатырох чатыром чацвёра чацвера|5 пяці пяцёра|6 шасці шасцёра|7 сямі сямёра|8 васьмі|9 дзевяці|10 дзесяці|20 дваццаці|x1000 тысяч тысячы|x1000000 мільёнаў мільёны|12 тузін",
    "bg": "1 един една едно|2 двама двамата двете двата|3 трима тримата трите|4 четирима четиримата четирите|5 петима петимата петте|6 шестима шестимата шестте|7 седмина|8 осмина|10 десетима десетина|11 единадесет единайсет|12 дванадесет дванайсет дузина"
    "|13 тринадесет|14 четиринадесет|15 петнадесет|16 шестнадесет|17 седемнадесет|18 осемнадесет|19 деветнадесет|20 двадесет двайсет|30 тридесет трийсет|40 четиридесет четирийсет четиресет|60 шестдесет шейсет|and и|x1000 хиляди|x1000000 милиона|x1000000000 милиарда",
    "mk": "1 еден една едно|2 двајца двајцата двете|3 тројца тројцата трите|4 четворица четворицата|5 петмина петорица|6 шестмина шесторица|7 седуммина седмина|8 осуммина|9 деветмина|10 десетмина|and и|x1000 илјади|x1000000 милиони|x1000000000 милијарди",
    "sr": "1 jedan jedna jedno jednu jednog|2 dva dvije dve dvoje dvojica dvojicu dvojice dviju dvaju dveju dvama dvjema|3 tri troje trojica trojicu trojice triju trima|4 četiri četvoro četvero četvorica četvoricu četvorice|5 pet petoro petero petorica petoricu petorice"
    "|6 šest šestoro šestero šestorica šestoricu šestorice|7 sedam sedmoro sedmero sedmorica sedmoricu sedmorice|8 osam osmoro osmero osmorica|9 devet devetoro devetero devetorica|10 deset desetoro desetero desetorica desetak|11 jedanaest jedanaestoro|12 dvanaestoro dvanaestero|13 trinaestoro"
    "|14 četrnaestoro|15 petnaestoro petnaestak|20 dvadeset dvadesetak dvadesetoro|30 trideset tridesetak|50 pedesetak|100 stotinu stotinjak|200 dvjesto dvesta dvjesta|300 trista tristo|12 tucet tuce|and i|x100 stotine stotina|x1000 hiljada hiljade hiljadu tisuća tisuće"
    "|counts osob* osoba ljudi mrtv* ranj* povr* povređ* ozlijeđ* žena muškaraca dece djece godina dana sati minuta uhapš* uhićen* vojnika putnika metara kilometara evra eura",
    "sl": "1 en ena eno|2 dva dve dveh dvema dvoje|3 tri trije treh trem tremi troje|4 štiri štirje štirih štirim štirimi četvero|5 pet petih petim petero|6 šest šestih šestero|7 sedem sedmih sedmero|8 osem osmih|9 devet devetih|10 deset desetih|11 enajst enajstih|12 dvanajst dvanajstih ducat"
    "|13 trinajst|14 štirinajst|15 petnajst|16 šestnajst|17 sedemnajst|18 osemnajst|19 devetnajst|20 dvajset dvajsetih|30 trideset|40 štirideset|50 petdeset|60 šestdeset|70 sedemdeset|80 osemdeset|90 devetdeset|100 sto|200 dvesto|300 tristo|400 štiristo|500 petsto|x1000 tisoč"
    "|x1000000 milijonov milijone milijona|x1000000000 milijard milijarde",
    "cs": "1 jeden jedna jedno|2 dvou dvěma dvoje|3 tří třem třemi troje|4 čtyř čtyřem čtyřmi čtvero|5 pěti|6 šesti|7 sedmi|8 osmi|9 devíti|10 deseti desítka|11 jedenácti|12 dvanácti tucet|15 patnácti|20 dvaceti|30 třiceti|x100 stě sta set|x1000 tisíce tisíc tisíci|x1000000 miliony milionů|x1000000000 miliardy miliard",
    "sk": "1 jeden jedna jedno|2 dvaja dvoch dvom dvoma dvomi|3 traja troch trom troma tromi|4 štyria štyroch štyrom|5 piati piatich|6 šiesti šiestich|7 siedmi siedmich|8 ôsmi ôsmich|9 deviati deviatich|10 desiati desiatich|12 tucet dvanásti dvanástich|20 dvadsiati dvadsiatich|x1000 tisíc tisíce|x1000000 milióny miliónov|x1000000000 miliardy miliárd",
    "pl": "1 jeden jedna jedno|2 dwoje dwojga dwaj|3 troje trojga trzej|4 czworo czworga czterej|5 pięcioro pięciorga|6 sześcioro sześciorga|7 siedmioro|8 ośmioro|9 dziewięcioro|10 dziesięcioro|12 tuzin|x1000 tysięcy tysiące|x1000000 miliony milionów|x1000000000 miliardy miliardów",
    "hi": "1 एक|3 तीनों|4 चारों|5 पांच पाँच पांचों|6 छह छः छे छ|9 नौ|12 दर्जन|x100 सौ|x1000 हजार हज़ार|x100000 लाख|x10000000 करोड़|100 सौ",
    "mr": "1 एक|2 दोन दोघे दोघांचा दोघांना|3 तीन तिघे तिघांचा तिघांना|4 चार चौघे चौघांचा चौघांना|5 पाच|6 सहा|7 सात|8 आठ|10 दहा|11 अकरा|12 बारा|13 तेरा|14 चौदा|15 पंधरा|16 सोळा|17 सतरा|18 अठरा|20 वीस|30 तीस|40 चाळीस|50 पन्नास|x100 शे|100 शंभर|x1000 हजार|x100000 लाख|x10000000 कोटी",
    "ne": "1 एक|2 दुई|6 छ",
    "ur": "1 ایک|2 دو|3 تین|4 چار|5 پانچ|6 چھ چھے|7 سات|8 آٹھ|9? نو|10 دس|11 گیارہ|12 بارہ درجن|13 تیرہ|14 چودہ|15 پندرہ|16 سولہ|17 سترہ|18 اٹھارہ|19 انیس|20 بیس|25 پچیس|30 تیس|40 چالیس|50 پچاس|60 ساٹھ|70 ستر|90 نوے|100 سو|x100 سو|x1000 ہزار|x100000 لاکھ|x10000000 کروڑ"
    "|counts افراد ہلاک زخمی جاں سال دن ماہ گھنٹے بچے فوجی اہلکار لاکھ ہزار",
    "bn": "1 এক|2 দুই দুজন দু’জন|3 তিন তিনজন|4 চার চারজন|5 পাঁচ পাঁচজন|6 ছয় ছয়জন|7 সাত সাতজন|8 আট আটজন|9 নয়জন|10 দশ দশজন|11 এগারো|12 বারো|13 তেরো|14 চৌদ্দ|15 পনেরো|16 ষোলো|17 সতেরো|18 আঠারো|20 বিশ কুড়ি|30 ত্রিশ|40 চল্লিশ|50 পঞ্চাশ|100 একশ|x100 শ শো|x1000 হাজার|x100000 লাখ|x10000000 কোটি",
    "fa": "1 یک|6 شش شیش|12 دوجین|x100 صد|x1000 هزار|x1000000 میلیون|x1000000000 میلیارد|and و|not-before شنبه"
    "|counts نفر* تن کشته* زخمی* سال ساله روز ماه ساعت دقیقه کودک سرباز نظامی مجروح هزار میلیون درصد کشور غیرنظامی",
    "ar": "1 أحد إحدى احد احدى|2 اثنان اثنين اثنتين اثنا اثني اثنتا اثنتي إثنان إثنين|3 ثلاثة ثلاث الثلاثة|4 أربعة أربع اربعة اربع الأربعة|5 خمسة خمس الخمسة|6 ستة الستة|7 سبعة سبع السبعة|8 ثمانية ثماني ثمان الثمانية|9 تسعة تسع التسعة|10 عشرة العشرة"
    "|20 عشرون عشرين|30 ثلاثون ثلاثين|40 أربعون أربعين اربعين|50 خمسون خمسين|60 ستون ستين|70 سبعون سبعين|80 ثمانون ثمانين|90 تسعون تسعين|100 مئة مائة مية|200 مئتان مئتي مئتين مائتي مائتين|300 ثلاثمئة ثلاثمائة|400 أربعمئة أربعمائة|500 خمسمئة خمسمائة|12 دزينة"
    "|+10 عشر عشرة|x1000 ألف آلاف الف الاف|x1000000 مليون ملايين|x1000000000 مليار مليارات|joined و ف ب ل ك|counts قتلى جرحى أشخاص شخص قتيلا جريحا أيام سنوات ساعات أشهر أطفال نساء دول"
    "|not-after الحادي الحادية الثاني الثانية الثالث الثالثة الرابع الرابعة الخامس الخامسة السادس السادسة السابع السابعة الثامن الثامنة التاسع التاسعة",
    "he": "1 אחד אחת|2 שתי שניים שתיים|3 שלושה שלוש שלושת|4 ארבעה ארבע ארבעת|5 חמישה חמש חמשת|6 שישה שש ששת|7 שבעה שבע שבעת|8 שמונה שמונת|9 תשעה תשע תשעת|10 עשרה עשר עשרת|12 תריסר|20 עשרים|30 שלושים|40 ארבעים|50 חמישים|60 שישים|70 שבעים|80 שמונים|90 תשעים|200 מאתיים"
    "|+10 עשר עשרה|x100 מאות|x1000 אלף אלפים אלפי|x1000000 מיליון|x1000000000 מיליארד|joined ו ה ב ל ש מ כ|not-after יום באר קריית קרית כיתה"
    "|counts הרוג* נרצח* פצוע* בני בנות חייל* אנשים אזרח* ילדים נשים גברים חשוד* לוחמ* נפגע* שנים ימים חודשים שבועות מחבל* נעצר* שוטר* נער* צעיר*",
    "id": "1 satu|8 lapan|10 sepuluh|11 sebelas|12 lusin|100 seratus|+10 belas|x10 puluh|x100 ratus|x1000 ribu|x1000000 juta|x1000000000 miliar bilion|x12 lusin",
    "vi": "1 một mốt|2 hai|3? ba|4 bốn|4? tư|5? năm lăm nhăm|6 sáu|7 bảy|8 tám|9 chín|10 mười|12 tá|x10 mươi chục|x100 trăm|x1000 nghìn ngàn|x1000000 triệu|x1000000000 tỷ tỉ|not-after thứ tháng ngày mùng mồng số lớp quận khóa kỳ lần hạng tập vòng điều"
    "|counts người nạn em học cháu ngôi xe chiếc vụ ca con bị nhà ngày tháng tuần giờ phút nước cán công chiến nghi đối căn thi",
    "eu": "2 bi biek|3 hiru hiruk|4 lau lauk|5 bost bostek|6 sei seik|7 zazpi|8 zortzi|9 bederatzi|10 hamar|11 hamaika|12 hamabi dozena|13 hamahiru|14 hamalau|15 hamabost|16 hamasei|17 hamazazpi|18 hemezortzi|19 hemeretzi|20 hogei|40 berrogei|60 hirurogei|80 laurogei|100 ehun|x1000 mila|x1000000 milioi",
    "fil": "2 dalawa dalawang|3 tatlo tatlong|4 apat|5 lima limang|6 anim|7 pito pitong|8 walo walong|9 siyam|10 sampu sampung|11 labing-isa|12 dosena",
    "sw": "2 mbili wawili|3 tatu watatu|4 nne wanne|5 tano watano|6 sita|7 saba|8 nane wanane|9 tisa|10 kumi|20 ishirini|30 thelathini|40 arobaini|50 hamsini|x100 mia|and na",
    "zh": "1 一|2 二 两 兩|3 三|4 四|5 五|6 六|7 七|8 八|9 九|x10 十|x100 百|x1000 千|counts 人 名 位 死 伤 傷 个 個 具 歲 岁 艘 辆 輛 架 国 國|not-after 第 数 數 几 幾 周 週 期 拜 多 〇 零 万 萬 億 亿 唯 之 十 百 千",
    "ja": "1 一|2 二|3 三|4 四|5 五|6 六|7 七|8 八|9 九|x10 十|x100 百|x1000 千|counts 人 名 棟 件 頭 隻 台 校 か国 カ国 ヶ国|not-after 第 数 何 万 億 唯 之 十 百 千",
    "ko": "2 두|3 세|4 네|5 다섯|6 여섯|7 일곱|8 여덟|9 아홉|10 열|20 스무 스물|30 서른|40 마흔|50 쉰|counts 명 사람 곳 마리 채 건 대 척 살 차례 개",
    "th": "1 เอ็ด|2 สอง ยี่|3 สาม|4 สี่|5 ห้า|6 หก|7 เจ็ด|8 แปด|9 เก้า|x10 สิบ|x100 ร้อย|counts คน ราย ศพ ประเทศ คัน หลัง|not-after ที่",
}  # fmt: skip

# What ICU writes and is more often something else, or no number in a headline: "семью" is "the family", "venti" winds, "tri" is "sort through".
DOUBTFUL = {
    "fr": "neuf", "it": "sei venti", "ca": "set nou deu", "ro": "nouă noua", "nl": "acht", "af": "ag", "sv": "sex", "hu": "hét", "tr": "on altı yedi yüz", "az": "on altı yüz",
    "kk": "он жүз алты", "et": "kuus kuue", "fa": "نه ده سی", "he": "שני מאה", "ar": "عشر ست", "sr": "sto сто",
}  # fmt: skip
LEFT_OUT = {"ru": "семью сорока сороке сорокою", "pl": "dwu", "es": "uno", "fi": "", "he": "", "hi": "", "ta": "", "is": "", "ro": "", "fr": "", "id": "nol", "pt": "", "el": "", "sq": "", "en": "", "sv": ""}

# Newsrooms of these languages write without marks, too.
UNMARKED = {"sr", "sl", "ro", "sq", "pt", "es", "el"}

# Cases, by the endings that the rule puts in place of "i".
BALTIC = {"lv": ("i as u us iem ām os", "četr piec seš septiņ astoņ deviņ"), "lt": ("i ios is ias ių iems iomis erius eri", "ketur penk šeš septyn aštuon devyn")}

CYRILLIC = dict(zip("lj nj dž a b v g d đ e ž z i j k l m n o p r s t ć u f h c č š".split(), "љ њ џ а б в г д ђ е ж з и ј к л м н о п р с т ћ у ф х ц ч ш".split()))


def cyrillic(word: str) -> str:
    for latin, letter in CYRILLIC.items():
        word = word.replace(latin, letter)
    return word


def unmarked(word: str) -> str:
    return unicodedata.normalize("NFC", "".join(c for c in unicodedata.normalize("NFD", word) if unicodedata.category(c) != "Mn").replace("đ", "d"))


def spelt(locale: str) -> list[tuple[int, str]]:
    """What ICU writes for numbers, of one word."""
    rules = icu.RuleBasedNumberFormat(icu.URBNFRuleSetTag.SPELLOUT, icu.Locale(locale))
    names = [rules.getRuleSetName(at) for at in range(rules.getNumberOfRuleSetNames())]
    found = []
    for name in names:
        if any(part in name for part in ("ordinal", "year", "financial", "verbose", "plural", "days")):
            continue
        for number in [*range(2, 101), *range(200, 1000, 100)]:
            word = rules.format(number, name)
            word = unicodedata.normalize("NFC", word).replace("\u00ad", "").replace("\u200b", "").replace("'", "’").replace("ʼ", "’").lower()
            # Finnish bends every part of a number.
            bent = locale == "fi" and number > 20 and number % 10 and name.rpartition("-")[2] not in {"cardinal", "genitive", "partitive"}
            if not bent and " " not in word and "-" not in word and not any(c.isdigit() for c in word):
                found.append((number, word))
    return found


def line(language: str) -> str:
    fields: dict[str, list[str]] = collections.defaultdict(list)
    doubtful, left_out = DOUBTFUL.get(language, "").split(), LEFT_OUT.get(language, "").split()

    def add(key: str, word: str) -> None:
        key = f"{key}?" if key.isdigit() and word in doubtful else key
        if word not in left_out and word not in fields[key]:
            fields[key].append(word)

    for locale in SPELT.get(language, []):
        for number, word in spelt(locale):
            add(str(number), word)
    for field in filter(None, MORE.get(language, "").split("|")):
        key, *words = field.split()
        for word in words:
            add(key, word)
    if language in BALTIC:
        endings, stems = BALTIC[language]
        for number, stem in enumerate(stems.split(), 4):
            for ending in endings.split():
                add(str(number), stem + ending)
    if language == "lv":
        for ending in "i as u us iem ām".split():
            add("2", "div" + ending)
        add("3", "trim"), add("3", "triju"), add("3", "trijiem")
    if language == "he":
        add("2?", "שני")
    if language == "hu":
        for number, word in spelt("hu"):
            # "twelve of them, to twelve, twelve (accusative)".
            if number > 10 and number < 100:
                back = word[-3:].strip("bcdfghjklmnpqrstvwxyz")[-1:] in "aouáóú"
                for ending in ("an", "ra") if back else ("en", "re"):
                    add(str(number), word.removesuffix("ettő") + "ett" + ending if word.endswith("kettő") and ending == "en" else word.replace("három", "hárm") + ending if ending == "an" else word + ending)
                if word.endswith("kettő"):
                    add(str(number), word.removesuffix("kettő") + "két")
    if language in {"sl", "cs"}:
        # "dvaindvajset", "dvaadvacet".
        units = ["dva", "tri", "štiri", "pet", "šest", "sedem", "osem", "devet"] if language == "sl" else ["dva", "tři", "čtyři", "pět", "šest", "sedm", "osm", "devět"]
        tens = ["dvajset", "trideset", "štirideset", "petdeset", "šestdeset", "sedemdeset", "osemdeset", "devetdeset"] if language == "sl" else ["dvacet", "třicet", "čtyřicet", "padesát"]
        for at, ten in enumerate(tens, 2):
            for unit, word in enumerate(units, 2):
                add(str(10 * at + unit), word + ("in" if language == "sl" else "a") + ten)
            add(str(10 * at + 1), ("enain" if language == "sl" else "jedena") + ten)
    if language == "sr":
        for key in list(fields):
            for word in list(fields[key]):
                if word.isascii() or any(c in "čćšžđ" for c in word):
                    add(key, cyrillic(word))
    if language in {"ru", "be"}:
        for key in list(fields):
            for word in list(fields[key]):
                add(key, word.replace("ё", "е"))
    if language in UNMARKED:
        for key in list(fields):
            for word in list(fields[key]):
                add(key, unmarked(word))

    def order(key: str) -> tuple:
        digits = key.rstrip("?").lstrip("x+")
        return (0, key[0] in "x+", int(digits), key) if digits.isdigit() else (1, key)

    return "\t".join([language, *(" ".join([key, *fields[key]]) for key in sorted(fields, key=order))])


def common(path: str) -> dict[str, dict[str, int]]:
    """How common words are, by language: in tenths of a decade, the commonest lowest."""
    levels: dict[str, dict[str, int]] = {}
    with open(path, encoding="utf-8") as rows:
        for row in rows:
            language, _, rest = row.rstrip("\n").partition("\t")
            level, found = 0, {}
            for word in rest.split(" "):
                if word.startswith("="):
                    level = int(word[1:])
                else:
                    found[word] = level
            levels[{"sh": "sr", "nb": "no", "ms": "id"}.get(language, language)] = found
    return levels


def of_no_language(lines: list[str]) -> str:
    """What is one number wherever it is one, and in no other language a word that texts have: "three", "kolme", "двое", but not "ten" or "dos"."""
    meanings: dict[str, set[str]] = collections.defaultdict(set)
    languages: dict[str, set[str]] = collections.defaultdict(set)
    for row in lines:
        language, *fields = row.split("\t")
        for key, *words in map(str.split, fields):
            if not key[0].isdigit():
                continue
            for word in words:
                meanings[word].add(key)
                languages[word].add(language)
    levels = common("src/group/background.txt")
    kept: dict[int, list[str]] = collections.defaultdict(list)
    for word, keys in sorted(meanings.items()):
        key = next(iter(keys))
        own = min((levels.get(language, {}).get(word, 60) for language in languages[word]), default=60)
        others = min((found[word] for language, found in levels.items() if language not in languages[word] and word in found), default=99)
        latin = unicodedata.name(word[0], "").split()[0] in {"LATIN", "CYRILLIC", "GREEK", "ARABIC", "HEBREW", "DEVANAGARI"}
        # A word that only large lists lack may be another language's.
        if len(keys) == 1 and key.isdigit() and (1 < int(key) <= 20 or int(key) in range(30, 101, 10)) and latin and others >= 40 and others >= own + 10 and (own < 60 or len(word) > 5):
            kept[int(key)].append(word)
    return "\t".join(["und", *(" ".join([str(key), *words]) for key, words in sorted(kept.items()))])


lines = [line(language) for language in sorted(SPELT.keys() | MORE.keys())]
print("\n".join([*lines, of_no_language(lines)]))
