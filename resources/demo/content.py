# ruff: noqa: E501 - Hangul is two columns wide to ruff
"""The words of the demonstration document. Firm, product and every value are made up."""

TITLE_EN = "Manufacture and qualification of ceramic heater plates HP-240"
TITLE_KO = "세라믹 가열판 HP-240의 제조와 검증"
FIRM_EN = "Daon Ceramics Co., Ltd. (fictional)"
FIRM_KO = "다온세라믹스 주식회사 (가상의 회사)"

FICTION = (
    "A demonstration document. The firm, the product, the people and all values are made up; "
    "nobody should build anything from it.",
    "시연용 문서입니다. 회사, 제품, 사람, 수치는 모두 지어낸 것이며 실제 제조에 쓸 수 없습니다.",
)

REVISIONS = [
    ["A", "2024-03-11", "First issue, taken over from trial reports TR-017 to TR-023.", "Han J."],
    [
        "A.1",
        "2024-06-02",
        "Debinding slowed between 180 °C and 340 °C after blister finding.",
        "Han J.",
    ],
    [
        "B",
        "2025-01-20",
        "Track paste W-12 replaces W-09; resistance window narrowed to ±3 %.",
        "Seo M.",
    ],
    ["B.1", "2025-05-14", "Lamination pressure raised to 22 MPa; section 6 rewritten.", "Seo M."],
    ["B.2", "2025-09-30", "Korean work instruction added as section 10.", "Lim D."],
    [
        "C",
        "2026-02-18",
        "Air slots cut by laser before firing instead of drilled after it.",
        "Seo M.",
    ],
]

CONTENTS = [
    ("1", "Purpose and scope", "3"),
    ("2", "Definitions", "3"),
    ("3", "The product", "4"),
    ("4", "Flow of the process", "5"),
    ("5", "Slip, tape and paste", "6"),
    ("6", "Printing, stacking and lamination", "7"),
    ("7", "Debinding and co-firing", "8"),
    ("8", "Terminals, trimming and burn-in", "10"),
    ("9", "Drawings and pictures", "11"),
    ("10", "작업 표준 (Korean work instruction)", "14"),
    ("11", "Bill of materials", "16"),
    ("12", "Inspection criteria", "17"),
    ("A", "How the trim window was found", "18"),
]

PURPOSE = [
    "This specification describes how heater plates HP-240 are made from alumina tape and "
    "tungsten paste, and how each plate is shown to be fit for the convection reflow oven CRO-8. "
    "It binds the tape room, the printing line, the furnace crew and final inspection at the "
    "Hanbit works. Where a work instruction says something else, this document wins, and the "
    "shift leader reports the difference before the next lot starts.",
    "It covers plates with one or two tracks, with and without air slots, up to 240 mm in "
    "length. Plates for vacuum ovens, plates with a thermocouple fired into the body and "
    "prototypes of fewer than ten pieces follow trial orders of their own and are outside its "
    "scope. Values given without a tolerance are settings of a machine and are checked once a "
    "shift; values with a tolerance are requirements on the product and are recorded for every "
    "lot.",
    "Much of what follows was found by trial and cost several furnace loads each. The slow "
    "stretch of the debinding curve, the hold before the last ramp, and the order in which "
    "terminals are brazed and tracks are trimmed are the results that matter most. They are "
    "not described in any publication and are to be kept within the circle of people named in "
    "the access list of the document server.",
]

DEFINITIONS = [
    ["green", "state of tape, sheet or stack before the organic binder is burnt out"],
    ["blank", "one sheet of tape cut to outline, with register holes and vias"],
    ["stack", "blanks laid on each other in register, before or after lamination"],
    ["track", "the printed tungsten path that becomes the heating resistor"],
    ["cold resistance", "resistance of the track at 23 °C ± 1 K, measured with four wires"],
    ["hold", "time for which the furnace stays within ± 3 K of a set temperature"],
    ["lot", "plates that share one tape batch, one paste jar and one furnace load"],
    ["camber", "greatest distance of the plate's face from a flat table, pressed at its corners"],
    ["slot", "opening through the plate through which the oven blows hot gas onto the board"],
]

PRODUCT = [
    "A heater plate is a flat body of 96 % alumina, 240 mm long, 60 mm wide and 4.2 mm thick, "
    "with a tungsten track buried 0.9 mm below the face that looks at the circuit board. Eight "
    "plates, four above and four below the conveyor, form one zone of the oven. Nitrogen is "
    "pressed through 36 slots in each plate, takes up heat from the slot walls and strikes the "
    "board as separate jets; the plate's face adds radiation. Because the track lies between "
    "the slots, gas and face keep within 4 K of each other, which metal heaters with a drilled "
    "cover do not reach.",
    "Three properties decide whether a plate is good: the cold resistance, which sets the power "
    "a zone can draw; the evenness of the face temperature, which sets how far apart two "
    "components on one board can be; and the camber, which decides whether the gasket in the "
    "zone frame closes. Everything in this specification serves these three.",
    "The plate has been in series since autumn 2024. It replaced a cast aluminium heater "
    "with a clamped cartridge, whose face drifted by 9 K within a year because the clamp "
    "relaxed. The ceramic plate has no joint between heater and face, so that there is "
    "nothing to relax; what remains is slow oxidation of the terminals, which sets the "
    "life given in table 3. Returned plates are sectioned at the rate of two a month, and "
    "the finding so far is always the same: the track is bright, the via is whole, the "
    "terminal is brown.",
    "Two variants share all drawings but one. Variant N has both tracks and is used in "
    "zones 3 to 8. Variant V lacks track 2 and the vias that belong to it; it serves the "
    "two pre-heat zones, where 1 650 W are enough, and costs about a fifth less. Variant "
    "V may be built from a lot of variant N by leaving blank 5 unprinted, never the other "
    "way round.",
]

PROPERTIES = [
    ["Body", "alumina 96 %, closed pores below 3 %", "—", "DC-TM-003"],
    ["Length × width × thickness", "240.0 × 60.0 × 4.20", "± 0.6 / 0.3 / 0.08 mm", "calliper"],
    ["Depth of track below face", "0.90", "± 0.05 mm", "section, 1 per lot"],
    ["Cold resistance, track 1", "18.40", "± 0.55 Ω", "four-wire"],
    ["Cold resistance, track 2", "26.10", "± 0.80 Ω", "four-wire"],
    ["Rated power at 230 V", "2 870", "± 90 W", "computed"],
    ["Insulation, 500 V, 400 °C", "≥ 20", "MΩ", "DC-TM-011"],
    ["Face temperature spread at 280 °C", "≤ 4.0", "K", "camera"],
    ["Camber", "≤ 0.12", "mm", "feeler table"],
    ["Heat-up 25 → 280 °C, in zone", "≤ 95", "s", "recorder"],
    ["Life, 25 ↔ 300 °C", "≥ 40 000", "cycles", "DC-TM-019"],
]

FLOW_TEXT = [
    "The plate runs through three rooms. In the tape room slip becomes tape and tape becomes "
    "blanks; in the clean room blanks are printed, stacked and pressed; in the furnace hall the "
    "stack loses its binder, shrinks by 17.6 % in length and turns into ceramic. Only then is "
    "anything measured that a customer would notice, so the gates before the furnace are there "
    "to stop stacks that cannot become good plates: after gate G2 a stack carries nine tenths of "
    "its cost.",
    "Gate G1 looks at tape on a light table: thickness in five places, no pinhole, no streak "
    "longer than 8 mm. Gate G2 weighs and measures the laminated stack; density between 2.31 "
    "and 2.36 g/cm³ predicts the shrinkage well enough to sort stacks into three furnace "
    "shelves. Gate G3 follows firing and decides on trimming. A lot that loses more than 8 % at "
    "any gate is stopped, and the process engineer signs before it goes on.",
]

SLIP_TEXT = [
    "The slip is milled in two steps. First powder, magnesia and talc are milled with solvent and "
    "dispersant for 20 h; then binder and plasticiser are added and the mill turns at half speed "
    "for another 16 h. Milling all at once gives the same particle size, but the binder shears "
    "and the tape tears at the punching tool. Before casting the slip is held under 60 mbar for "
    "25 min while a paddle turns at 12 rpm, until no bubble breaks the surface for two minutes.",
    "Tape is cast at 0.42 m/min under a double doctor blade (0.86 mm and 0.62 mm) on coated film "
    "and dries over three heated beds at 34, 48 and 62 °C. The first bed must stay below the "
    "boiling point of the lighter solvent: a skin on the wet tape traps the heavier one, which "
    "comes back as blisters at 210 °C in the furnace, long after anybody remembers the bed. "
    "Finished tape is 0.540 mm ± 0.012 mm thick and rests for 24 h at 22 °C before it is cut.",
    "Solvent content is checked by weighing: a disc of 40 mm cut from the web behind the "
    "last bed may lose 0.9 % to 1.4 % in two hours at 90 °C. Less makes the tape brittle "
    "at the punch, more lets blanks stick to each other in the magazine. When the web is "
    "stopped for longer than ten minutes, the first three metres after the stop are cut "
    "out and returned to the mill with at most 5 % of the next charge.",
]

SLIP = [
    ["Alumina A-96S, d50 1.7 μm", "100.00", "± 0.10", "dried 4 h at 120 °C"],
    ["Magnesia, light", "0.85", "± 0.02", ""],
    ["Talc T-3", "2.60", "± 0.05", "lot certificate"],
    ["Solvent, toluene-free blend S-7", "38.00", "± 0.40", "below 0.05 % water"],
    ["Dispersant F-20", "1.15", "± 0.02", "first milling step"],
    ["Polyvinyl butyral B-79", "8.40", "± 0.05", "second milling step"],
    ["Plasticiser P-2", "4.10", "± 0.05", "second milling step"],
]

PASTE_TEXT = [
    "Track paste W-12 holds 84 % tungsten of two sizes, 1.1 μm and 2.8 μm in the ratio 3 : 7, with "
    "4.5 % alumina so that the track shrinks with the body. It is three-roll milled until the "
    "grind gauge shows nothing above 9 μm, and kept turning on a roller bench; a jar that has "
    "stood for more than 36 h goes back to the mill. Viscosity at 10 1/s is 95 Pa·s ± 8 Pa·s. "
    "Below that the line spreads into the gap, above it the screen mesh shows in the fired track "
    "and the resistance scatters by more than the trim can mend.",
]

PRINT_TEXT = [
    "Blanks are printed through a 325-mesh screen with 18 μm emulsion at 80 mm/s, squeegee 75 "
    "Shore at 60°, gap 1.4 mm. Two wet passes with 8 min drying at 70 °C between them give a "
    "track of 34 μm ± 3 μm. The second pass is printed in the opposite direction, which evens out "
    "the thick end that every stroke leaves. Vias are filled from below against vacuum before the "
    "track is printed; a via that stands proud by more than 15 μm is rolled flat, never scraped.",
    "A stack has eight blanks. Blank 3 carries track 1, blank 5 carries track 2, blanks 2 and 6 "
    "carry the return paths. Blanks alternate by 90° in casting direction, because tape shrinks "
    "0.4 % more along the web than across it and a stack without alternation fires into a "
    "propeller. Stacks are laminated at 22 MPa and 78 °C for 9 min between silicone mats, turned "
    "over, and pressed once more for 4 min. Slots are cut at this stage, green, by a 30 W laser "
    "with 0.12 mm kerf; the edge fuses slightly and later needs no grinding.",
    "Between printing and stacking a blank may wait for 6 h under a lid. Longer waits let "
    "the plasticiser creep into the paste, and the track blurs by as much as 40 μm under "
    "the lamination press. Stacks are built on four pins; a blank that does not fall onto "
    "the pins by its own weight is set aside, since forcing it stretches the register "
    "holes. The press is opened only below 45 °C, for a warm stack takes the bend of "
    "whoever carries it.",
]

PRINT_TABLE = [
    ["Room temperature, humidity", "22 °C, 45 %", "± 1 K, ± 5 %", "continuous"],
    ["Print register, blank to blank", "0", "± 0.06 mm", "every 20th"],
    ["Wet thickness, pass 1", "41 μm", "± 3 μm", "first 3 of lot"],
    ["Wet thickness, passes 1 + 2", "72 μm", "± 5 μm", "first 3 of lot"],
    ["Drying between passes", "8 min at 70 °C", "± 1 min", "recorder"],
    ["Lamination pressure", "22.0 MPa", "± 0.4 MPa", "every stack"],
    ["Lamination temperature", "78 °C", "± 1.5 K", "every stack"],
    ["Green density after lamination", "2.335 g/cm³", "± 0.025 g/cm³", "every stack"],
    ["Laser slot width, green", "1.94 mm", "± 0.03 mm", "5 per lot"],
]

FIRE_TEXT = [
    "Debinding and co-firing are one run in furnace K-4, in wet forming gas (nitrogen with 18 % "
    "hydrogen, dew point 32 °C). The water in the gas takes the carbon of the binder away and "
    "leaves the tungsten bright; below a dew point of 26 °C plates come out grey and conduct, "
    "above 38 °C the tracks oxidise at the vias. The dew point is therefore logged beside the "
    "temperature, and a run in which it left 29 to 35 °C for more than four minutes above 600 °C "
    "is held at gate G3 until insulation has been measured on every plate.",
    "The curve has six stretches. Between 180 °C and 340 °C the butyral decomposes, and gas must "
    "find its way out through 4 mm of stack: the rate is 0.35 K/min there and not more. At 620 °C "
    "a hold of 90 min burns off what is left. The ramp to 1 180 °C is as fast as the setters "
    "allow. A second hold at 1 180 °C, which costs two hours and which no textbook asks for, lets "
    "the glass from talc and magnesia wet the tungsten before the body begins to shrink in "
    "earnest; without it the track is torn off its via in about one plate of thirty. The top "
    "hold is 1 565 °C for 110 min.",
]

PROFILE = [
    ["1", "25 → 180 °C", "1.5 K/min", "1 h 43 min", "solvent rests leave; fan at 40 %"],
    ["2", "180 → 340 °C", "0.35 K/min", "7 h 37 min", "binder decomposes; gas 14 m³/h"],
    [
        "3",
        "340 → 620 °C, hold 90 min",
        "1.0 K/min",
        "6 h 10 min",
        "carbon burns off; dew point 32 °C",
    ],
    ["4", "620 → 1 180 °C, hold 120 min", "4.0 K/min", "4 h 20 min", "glass wets the track"],
    ["5", "1 180 → 1 565 °C, hold 110 min", "2.2 K/min", "4 h 45 min", "shrinkage 17.6 %"],
    ["6", "1 565 → 80 °C", "≤ 3.0 K/min", "≥ 8 h 15 min", "dry gas below 900 °C"],
]

FIRE_NOTES = [
    "Stacks lie on molybdenum setters under a weight of 12 g/cm², separated by a sheet of coarse "
    "alumina paper, two high and never three. Shelves are filled by the density found at gate "
    "G2: dense stacks on the top shelf, which runs 6 K hotter, light ones below. Each load "
    "carries three ring gauges and one dummy stack, cut open afterwards to measure the depth of "
    "the track.",
    "If the power fails below 340 °C the run is continued from the temperature reached. Between "
    "340 °C and 1 180 °C it is ended, cooled in dry gas and judged by the process engineer. Above "
    "1 180 °C the furnace's own accumulator keeps gas flowing for 40 min and the load is scrapped; "
    "nobody opens the door below a hydrogen reading of 0.4 %.",
]

TERMINAL_TEXT = [
    "Terminals of iron-nickel-cobalt alloy are brazed with silver-copper paste at 835 °C in the "
    "belt furnace, eight minutes above 790 °C. Pads are nickel-plated to 3 μm and sintered at 900 "
    "°C beforehand. Brazing comes before trimming, because it shifts the cold resistance by up to "
    "0.6 %, always upwards; plates trimmed first were found outside the window after brazing in "
    "one case of nine.",
    "Trimming opens up to six links in the return path with a green laser. The operator enters "
    "nothing: the bench measures, chooses the links from table T-4, cuts, and measures again. A "
    "plate that needs more than six links is not trimmed at all, since the current then crowds "
    "into one corner and the face shows a hot spot after a few hundred cycles. Such plates are "
    "sold as spares for the pre-heat zones, marked with a white dot.",
    "Burn-in runs every plate through 25 cycles between 40 °C and 300 °C in 95 s each way. The "
    "recorder keeps current and face temperature. A plate passes when its cold resistance has "
    "moved by less than 0.4 % and when the spread of the face at 280 °C, seen by the thermal "
    "camera through the zone window, stays within 4.0 K. Figure 4 shows a good plate after "
    "burn-in and the camera's picture of the same plate.",
    "Leads are crimped, not welded, and the crimp is pulled to 60 N before the lead is "
    "threaded. A loop of 30 mm is left between crimp and strain relief, because the zone "
    "frame grows by 1.8 mm between cold and hot while the plate grows by 0.5 mm. "
    "Terminals are never cleaned with abrasive paper: the nickel is thinner than the "
    "grit.",
]

OVEN_TEXT = [
    "Each zone takes four plates above the conveyor and four below. They hang in a frame of "
    "stainless steel by six spring clips and press against a woven gasket with about 14 N each, "
    "enough to seal 90 Pa of nitrogen and little enough to let the plate slide as it grows. The "
    "blower sits behind the plates; gas passes the slots at 11 m/s, turns at the board and goes "
    "back through the gaps between the plates. Nothing but gas touches the hot face.",
    "A plate is exchanged from the side of the operator in about twelve minutes: isolate the zone, "
    "wait until the face reads below 60 °C, unplug two leads, release three clips, draw the plate "
    "out on its rail. The new plate is pushed in until the second click and its cold resistance "
    "is entered at the panel, which refuses values outside the window of table 3. The pair on the "
    "same controller is then measured as well; when the two differ by more than 6 % in power the "
    "older plate moves to a pre-heat zone.",
    "The first heat-up after an exchange runs at half power for four minutes, since a fresh gasket "
    "gives off a little water. The oven keeps the curve of that heat-up, and a plate that needs more "
    "than 95 s from 25 °C to 280 °C at full power is reported to the Hanbit works together with the "
    "number of the zone, the gas flow and the mains voltage at the time.",
]

PICTURE_TEXT = [
    "The picture above was taken on the inspection bench with the plate turned by seven degrees, so "
    "that grazing light shows the track as a faint relief. Relief is normal up to 12 μm. The dark "
    "ovals are the 36 slots; the bright squares at the ends of the back edge belong to the "
    "terminals. Below is what the camera sees at 280 °C through the zone window: slots are cooler "
    "by the gas that passes them, the rim is cooler by the frame, and no field of twelve departs "
    "from the mean by more than 2 K. A hot line along one row of slots means a cut link; a cold "
    "corner means a gasket that leaks.",
]

TRIM = [
    ["– 3.0 to – 2.4 %", "L1 L2 L3 L4 L5 L6", "+ 2.71 %", "1.4"],
    ["– 2.4 to – 1.8 %", "L1 L2 L3 L4", "+ 2.08 %", "3.9"],
    ["– 1.8 to – 1.2 %", "L1 L2 L4", "+ 1.49 %", "9.6"],
    ["– 1.2 to – 0.6 %", "L1 L3", "+ 0.92 %", "18.2"],
    ["– 0.6 to 0.0 %", "L5", "+ 0.31 %", "27.5"],
    ["0.0 to + 1.2 %", "none", "—", "35.1"],
    ["above + 1.2 %", "reject or spare", "—", "4.3"],
]

KO_SECTIONS = [
    (
        "10.1 목적과 적용 범위",
        [
            "이 작업 표준은 한빛공장 인쇄반과 소성반의 작업자가 가열판 HP-240을 만들 때 지켜야 할 "
            "순서와 조건을 정한다. 영문 본문과 내용이 다르면 영문 본문을 따르되, 다른 점을 발견한 "
            "사람은 작업을 시작하기 전에 조장에게 알린다. 조장은 공정기술팀의 답을 받을 때까지 해당 "
            "로트를 보류한다.",
            "신입 작업자는 이 표준을 읽고 숙련 작업자와 세 로트를 함께 작업한 다음 혼자 작업할 수 "
            "있다. 교육 기록은 사번과 날짜를 적어 반별로 보관하며, 여섯 달 이상 현장을 떠났던 "
            "사람은 한 로트를 다시 함께 작업한다.",
        ],
    ),
    (
        "10.2 작업 전 확인",
        [
            "청정실 온도는 22 °C, 습도는 45 %를 유지한다. 표시기의 값이 한 시간 동안 범위를 벗어났다면 "
            "인쇄를 시작하지 않는다. 테이프는 꺼낸 뒤 24시간이 지난 것만 쓰고, 보호 필름을 벗긴 면에 "
            "손을 대지 않는다. 손자국은 눈에 보이지 않아도 소성 뒤에 얼룩으로 나타난다.",
            "페이스트 병은 롤러 위에서 돌고 있던 것만 가져온다. 멈춘 채 36시간이 지난 병에는 빨간 "
            "표를 붙여 재분산 칸에 넣는다. 점도계의 값이 87에서 103 Pa·s 사이가 아니면 쓰지 않으며, "
            "용제를 더해 맞추는 일은 공정기술팀만 할 수 있다.",
        ],
    ),
    (
        "10.3 인쇄와 적층",
        [
            "비아를 먼저 채우고 선로를 나중에 인쇄한다. 첫 번째 인쇄가 끝나면 70 °C에서 8분 동안 "
            "말린 다음, 시트를 돌리지 말고 스퀴지의 방향만 반대로 하여 두 번째로 인쇄한다. 같은 "
            "방향으로 두 번 인쇄하면 한쪽 끝이 두꺼워져 저항이 고르지 않게 된다.",
            "시트 여덟 장은 주조 방향이 번갈아 90°가 되도록 쌓는다. 시트 모서리의 작은 구멍이 홀수 "
            "장에서는 왼쪽 위, 짝수 장에서는 오른쪽 위에 오면 맞다. 방향을 틀리면 소성한 판이 "
            "프로펠러처럼 비틀리며, 이 불량은 어떤 뒷공정으로도 고칠 수 없다. 적층 압력은 22 MPa, "
            "온도는 78 °C, 시간은 9분이고, 뒤집어서 4분을 더 누른다.",
        ],
    ),
    (
        "10.4 소성로 장입",
        [
            "적층체는 무게와 치수를 재어 밀도를 구하고 세 묶음으로 나눈다. 밀도가 2.345 g/cm³ 이상이면 "
            "윗단, 2.325 g/cm³ 미만이면 아랫단, 그 사이는 가운뎃단에 넣는다. 윗단은 아랫단보다 약 6 K "
            "뜨거우므로 이 순서를 바꾸면 길이가 맞지 않는다.",
            "몰리브덴 받침 위에 알루미나 종이를 깔고 두 층까지만 쌓는다. 세 층을 쌓으면 가운데 층의 "
            "결합제가 빠져나가지 못해 부풀어 오른다. 링 게이지 세 개와 절단용 시험편 하나를 정해진 "
            "자리에 놓았는지 두 사람이 확인하고 장입표에 함께 서명한다.",
        ],
    ),
    (
        "10.5 소성 중 감시",
        [
            "180 °C에서 340 °C까지는 분당 0.35 K를 넘지 않는다. 이 구간을 서두르는 것이 가장 흔하고 "
            "가장 비싼 실수이다. 이슬점은 32 °C를 유지하고, 29 °C 아래나 35 °C 위로 벗어나면 시각과 "
            "값을 적은 다음 조장을 부른다. 600 °C보다 높은 온도에서 4분 넘게 벗어난 로트는 모든 판의 "
            "절연 저항을 재기 전에는 다음 공정으로 보내지 않는다.",
            "1 180 °C의 두 번째 유지는 생략하거나 줄이지 않는다. 이 두 시간 동안 유리상이 텅스텐 선로를 "
            "적셔 비아와 선로가 떨어지지 않게 된다. 예전에 이 유지를 뺀 시험에서는 서른 장에 한 장꼴로 "
            "단선이 나왔다.",
        ],
    ),
    (
        "10.6 이상이 생겼을 때",
        [
            "정전이 나면 온도부터 읽는다. 340 °C 아래이면 멈춘 온도에서 이어서 올리고, 340 °C와 1 180 °C "
            "사이이면 건조 가스로 식힌 뒤 공정기술팀의 판정을 기다린다. 1 180 °C를 넘었다면 로트를 "
            "폐기한다. 수소 농도가 0.4 % 아래로 내려가기 전에는 누구도 문을 열지 않는다.",
            "얼룩, 부풂, 비틀림, 단선이 발견되면 판을 버리지 말고 로트 번호와 자리를 적어 노란 상자에 "
            "넣는다. 원인은 대부분 앞 공정에 있으며, 버린 판에서는 아무것도 배울 수 없다. 같은 불량이 "
            "한 로트에서 세 장 이상 나오면 라인을 세우고 공정기술팀에 알린다.",
        ],
    ),
    (
        "10.8 교대 인계와 기록",
        [
            "교대할 때에는 소성로의 현재 온도와 이슬점, 남은 유지 시간, 멈춰 둔 로트와 그 이유를 말로 "
            "전하고 인계장에 적는다. 앞 조가 적지 않은 일은 일어나지 않은 일로 여기지 말고 반드시 "
            "되묻는다. 기록을 고칠 때에는 지우지 않고 한 줄을 그은 뒤 옆에 새 값과 이름, 시각을 적는다.",
            "이 문서와 기록의 사본은 현장 밖으로 가지고 나가지 않는다. 협력사나 고객이 사진이나 조건표를 "
            "요청하면 그 자리에서 주지 말고 공정기술팀에 전한다. 누구에게 무엇을 왜 주는지 정해지지 않은 "
            "자료는 나중에 되찾을 수 없다.",
        ],
    ),
]

KO_TABLE = [
    ["테이프 두께", "0.540 ± 0.012 mm", "다섯 곳", "로트마다", "보류, 재측정"],
    ["페이스트 점도", "95 ± 8 Pa·s", "10 1/s, 23 °C", "병마다", "재분산"],
    ["인쇄 정합", "± 0.06 mm", "투영기", "20장마다", "위치 조정"],
    ["적층 밀도", "2.31 – 2.36 g/cm³", "무게·치수", "전수", "폐기"],
    ["이슬점", "32 ± 3 °C", "기록계", "연속", "조장 호출"],
    ["상온 저항 1", "18.40 ± 0.55 Ω", "4선식", "전수", "트리밍"],
    ["상온 저항 2", "26.10 ± 0.80 Ω", "4선식", "전수", "트리밍"],
    ["휨", "0.12 mm 이하", "정반·틈새 게이지", "전수", "예비품"],
    ["절연 저항", "20 MΩ 이상", "500 V, 400 °C", "전수", "폐기"],
]

BOM = [
    ["10", "DC-1001", "Alumina tape 0.54 mm, A-96S", "8", "sheet", "own make"],
    ["20", "DC-1104", "Track paste W-12", "6.2", "g", "own make"],
    ["30", "DC-1105", "Via paste W-14", "0.9", "g", "own make"],
    ["40", "DC-1210", "Alumina paper, coarse, 250 × 70", "1", "pc", "Mirae Paper (fictional)"],
    ["50", "DC-2031", "Terminal FNC 6.3 × 0.8", "4", "pc", "Baekdu Metal (fictional)"],
    ["60", "DC-2032", "Washer FNC 7.0 × 0.5", "4", "pc", "Baekdu Metal (fictional)"],
    ["70", "DC-2110", "Braze paste Ag72Cu28", "0.35", "g", "Solbit (fictional)"],
    ["80", "DC-2201", "Nickel plating, 3 μm", "14", "cm²", "own make"],
    ["90", "DC-3007", "Gasket, woven ceramic, Ø 5", "0.62", "m", "Haneul Fibre (fictional)"],
    ["100", "DC-3012", "Spring clip 1.4310, type K", "6", "pc", "Haneul Fibre (fictional)"],
    ["110", "DC-3020", "Leads, glass braid, 1.5 mm²", "1.4", "m", "Garam Cable (fictional)"],
    ["120", "DC-3021", "Crimp, nickel, 1.5 mm²", "4", "pc", "Garam Cable (fictional)"],
    ["130", "DC-4002", "Serial label, enamel, fired", "1", "pc", "own make"],
    ["140", "DC-9005", "Carton with edge foam, 10 plates", "0.1", "pc", "Mirae Paper (fictional)"],
]

BOM_TEXT = [
    "Quantities are for one plate with two tracks and include the usual loss of tape (11 %) and "
    "paste (16 %). Items 10 to 30 are made in the tape room under the recipe of section 5 and "
    "carry its batch number; everything else is bought to drawing. A supplier of items 50 to 70 "
    "is changed only after three lots have passed burn-in with no reject caused by the terminal.",
    "Cost is governed by furnace time, not by material: one load of 96 plates occupies K-4 for 33 "
    "hours. Raising the yield at gate G3 from 88 % to 92 % therefore saves more than any change in "
    "this list, and proposals to shorten the curve of section 7 are welcome only with the data of "
    "at least four loads.",
]

INSPECTION = [
    ["I-01", "Cracks, chips", "all", "none across a slot; chips ≤ 0.8 mm, ≤ 2 per edge", "major"],
    ["I-02", "Stains, grey zones", "all", "none on track side; back ≤ 1 cm² in total", "minor"],
    [
        "I-03",
        "Length, width, thickness",
        "5 / lot",
        "240.0 ± 0.6, 60.0 ± 0.3, 4.20 ± 0.08 mm",
        "major",
    ],
    ["I-04", "Camber", "all", "≤ 0.12 mm on table, corners pressed", "major"],
    ["I-05", "Cold resistance 1 / 2", "all", "18.40 ± 0.55 Ω / 26.10 ± 0.80 Ω", "critical"],
    ["I-06", "Insulation", "all", "≥ 20 MΩ at 500 V, 400 °C, 60 s", "critical"],
    ["I-07", "Terminal pull", "2 / lot", "≥ 90 N along, ≥ 45 N across the plate", "critical"],
    ["I-08", "Face spread at 280 °C", "all", "≤ 4.0 K between any two of 12 fields", "major"],
    ["I-09", "Slots open", "all", "36 of 36, pin gauge 1.50 passes", "major"],
    ["I-10", "Drift in burn-in", "all", "≤ 0.4 % of cold resistance", "critical"],
    ["I-11", "Label legible", "all", "serial number, lot, revision of this document", "minor"],
]

INSPECTION_TEXT = [
    "Inspection follows table 12. A plate with one critical or two major findings is rejected; "
    "minor findings are recorded and looked at each month. Samples are taken from the left end of "
    "the top shelf and from the right end of the bottom shelf, where the furnace differs most, and "
    "not at random. Measuring devices are on the calibration list DC-QL-02; a device found outside "
    "its limits puts all lots since its last good check on hold.",
    "Records are kept for ten years with the lot. They hold the furnace curve with dew point, the "
    "weights from gate G2, the resistance before and after trimming, the links that were cut and "
    "the camera's picture of each plate at 280 °C. The serial number leads to all of them.",
    "A customer's complaint is answered with the record, not with an opinion. The plate "
    "is asked back, its serial number opens the file, and the same measurements are made "
    "again in the same order before anything is cut. In 19 of the 23 complaints since "
    "2024 the plate measured as it had on the day of delivery, and the cause lay in the "
    "zone frame or in the gas.",
]

APPENDIX = [
    "The window of ± 3 % for the cold resistance comes from the oven's controller, not from the "
    "plate. Each zone drives eight plates from one three-phase controller in pairs; a pair whose "
    "plates differ by more than 6 % in power lets the hotter plate run away from its neighbour "
    "until the zone sensor, which sits between them, sees a mean that neither has. With the "
    "measured coefficient of the tungsten track, 0.0042 1/K, a difference of 6 % at 23 °C shrinks "
    "to 4.1 % at 280 °C, and the gas evens out a further part. The spread seen by the camera was "
    "3.7 K in the worst pair of trial TR-021 and 5.9 K in a pair 9 % apart.",
    "The distribution before trimming is a little skewed: paste that has aged prints thinner, and "
    "nothing makes it print thicker. Over 41 lots the mean lay at – 0.21 % and the standard "
    "deviation at 1.02 %. Six links with the values of table T-4 bring 96 of 100 plates into the "
    "window, and 91 of 100 within half of it. More links were tried and brought nothing, because "
    "the cut ends crowd the current: the seventh link moved the mean of the hot spot from 1.2 K "
    "to 3.3 K above the face.",
    "The second hold of the firing curve was found by accident. In trial TR-019 a valve failed "
    "and the load stood at 1 178 °C for two hours and ten minutes before it could go on; it was "
    "fired to the end only because the furnace was to be relined anyway. Of its 96 plates not one "
    "had an open via, against three or four in the loads before it. Sections showed glass between "
    "the tungsten grains up to 40 μm into the via. Four loads with holds of 0, 60, 120 and 180 min "
    "confirmed it: 3.4, 1.1, 0.0 and 0.0 open vias in a hundred plates.",
    "What we do not know: whether 90 min would do as well as 120; whether the hold could be "
    "shortened for plates with one track; and why plates from the left end of the top shelf show "
    "a slightly higher insulation than all others. Whoever finds out is asked to write it here.",
]
