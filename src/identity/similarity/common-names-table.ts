/**
 * How common family and given names are among authors of papers: what a small corpus can't know. Family names: their share
 * within a country in percent, times the country's rough share of the world's authors. Written down from memory of published
 * lists (the kind is named at each country) as orders of magnitude, not copied from them: no figure here can be cited, and what
 * counts is whether a name has one bearer per million, ten or a thousand. The names of a large corpus outweigh this
 * (commonness.ts). All names folded.
 */

interface Country {
  /** Share of the world's authors, roughly. */
  readonly authors: number;
  /** East Asian names: one- and two-syllable given names, few family names. */
  readonly isEastAsian: boolean;
  /** `name:percent` of the country. */
  readonly families: string;
}

const COUNTRIES: readonly Country[] = [
  // Chinese (pinyin, homophones together; Taiwan, Hong Kong): Ministry of Public Security, name report of 2019
  {
    authors: 0.2, isEastAsian: true,
    families: `
      wang:7.4 li:7.4 zhang:6.9 liu:5.3 chen:4.6 yang:3.2 huang:2.3 zhao:2.1 wu:2.3 zhou:2.0 xu:2.4 sun:1.5 ma:1.3 zhu:1.3 hu:1.3 guo:1.2 he:1.3 lin:1.1
      gao:1.0 luo:1.0 zheng:.9 liang:.9 xie:.8 song:.75 tang:.8 deng:.6 han:.6 feng:.65 cao:.6 peng:.55 zeng:.55 xiao:.55 tian:.5 dong:.5 pan:.5 yuan:.5
      cai:.45 jiang:.9 yu:1.0 du:.4 ye:.45 cheng:.45 wei:.6 su:.45 lu:.9 lv:.4 ding:.4 ren:.35 shen:.45 yao:.35 cui:.3 tan:.4 zhong:.35 fan:.5 shi:.6 jin:.3
      qin:.3 fu:.4 xia:.35 dai:.3 hou:.25 bai:.25 zou:.25 meng:.25 xiong:.25 qiu:.3 yin:.25 xue:.25 yan:.35 lei:.2 long:.2 tao:.2 duan:.2 hao:.2 gu:.25
      kong:.2 shao:.2 wan:.2 qian:.2 fang:.25 ni:.1 gong:.25 kang:.2 mao:.15 chang:.2 hong:.15 zhai:.1 wen:.2 sheng:.1 niu:.1 bian:.05 dou:.05
      hsu:.3 hsieh:.2 chou:.2 tsai:.2 chiu:.1 yeh:.15 chung:.15 lai:.15 chiang:.15 kuo:.15 cheung:.1 chan:.5 wong:.5 lau:.2 leung:.2 ng:.2 lam:.2 ho:.2
      lo:.1 kwok:.05 yuen:.05 yip:.05 tsang:.05`,
  },
  // Korean: census of 2015
  {
    authors: 0.03, isEastAsian: true,
    families: `
      kim:21.5 lee:14.7 park:8.4 choi:4.7 jung:4.3 jeong:3 kang:2.4 cho:2.1 yoon:2.1 jang:1.9 lim:1.6 han:1.5 oh:1.5 seo:1.5 shin:1.5 kwon:1.4 hwang:1.4
      ahn:1.4 song:1.4 hong:1.1 yoo:1.1 ryu:.6 moon:.9 yang:.9 bae:.8 baek:.7 nam:.5 noh:.5 ha:.5 yu:.6 son:.9`,
  },
  // Vietnamese
  {
    authors: 0.01, isEastAsian: true,
    families: `
      nguyen:31 tran:11 le:9.5 pham:7 hoang:3 huynh:2.5 phan:4.5 vu:2.5 vo:2 dang:2.1 bui:2 do:1.4 ho:1.3 ngo:1.3 duong:1 ly:.5`,
  },
  // English: U.S. Census Bureau, surnames of 2010
  {
    authors: 0.3, isEastAsian: false,
    families: `
      smith:.83 johnson:.66 williams:.55 brown:.49 jones:.48 garcia:.4 miller:.39 davis:.38 rodriguez:.37 martinez:.36 hernandez:.35 lopez:.3 gonzalez:.29
      wilson:.27 anderson:.27 thomas:.26 taylor:.26 moore:.25 jackson:.24 martin:.24 lee:.23 perez:.23 thompson:.23 white:.22 harris:.21 sanchez:.21
      clark:.19 ramirez:.19 lewis:.18 robinson:.18 walker:.18 young:.17 allen:.16 king:.16 wright:.16 scott:.15 torres:.15 hill:.15 green:.15 adams:.15
      nelson:.14 baker:.14 hall:.14 campbell:.14 mitchell:.13 carter:.13 roberts:.13 phillips:.12 evans:.12 turner:.12 parker:.11 collins:.11 edwards:.11
      stewart:.11 morris:.11 murphy:.11 cook:.1 rogers:.1 morgan:.1 peterson:.1 cooper:.1 reed:.1 bailey:.09 bell:.09 kelly:.09 howard:.09 ward:.09 cox:.09
      richardson:.09 wood:.09 watson:.08 brooks:.08 bennett:.08 gray:.08 james:.08 hughes:.08 price:.08 myers:.08 long:.08 foster:.08 sanders:.07 ross:.07
      powell:.07 sullivan:.07 russell:.07 jenkins:.07 perry:.07 butler:.07 barnes:.07 fisher:.07 henderson:.07 simmons:.06 patterson:.07 jordan:.06
      reynolds:.06 hamilton:.06 graham:.06 gibson:.06 wallace:.06 west:.06 cole:.06 hayes:.06 murray:.07 marshall:.06 wells:.05 webb:.05 simpson:.06
      stevens:.06 tucker:.05 hunter:.05 hicks:.05 palmer:.05 mason:.05 hunt:.05 black:.05 shaw:.05 warren:.05 dixon:.05 rice:.05 robertson:.06 gordon:.05
      ford:.05 ellis:.06 harrison:.07 grant:.05 stone:.05 hart:.04 johnston:.04 lane:.04 fox:.05 
      jensen:.06 hansen:.05`,
  },
  // Indian
  {
    authors: 0.07, isEastAsian: false,
    families: `
      kumar:3 singh:4 sharma:1.5 gupta:1.2 jain:.7 patel:1 das:1 reddy:.6 rao:.7 roy:.6 ghosh:.5 verma:.5 mishra:.5 agarwal:.4 agrawal:.4 shah:.6 mehta:.3
      banerjee:.3 mukherjee:.3 chatterjee:.3 sinha:.3 joshi:.4 nair:.3 iyer:.1 pandey:.4 yadav:.4 khan:1 ali:.8 ahmed:.6 prasad:.4 bose:.1 sen:.2 dutta:.2
      chakraborty:.3 srivastava:.4 chandra:.2`,
  },
  // Japanese
  {
    authors: 0.05, isEastAsian: false,
    families: `
      sato:1.5 suzuki:1.4 takahashi:1.1 tanaka:1.06 watanabe:.85 ito:.85 yamamoto:.84 nakamura:.82 kobayashi:.8 kato:.7 yoshida:.65 yamada:.64 sasaki:.53
      yamaguchi:.5 matsumoto:.5 inoue:.48 kimura:.45 hayashi:.43 shimizu:.42 saito:.8 mori:.35 abe:.35 ikeda:.33 hashimoto:.33 ishikawa:.3 ogawa:.3 okada:.3
      hasegawa:.3 fujita:.28 goto:.27 kondo:.3 sakamoto:.26 endo:.27 aoki:.26 fujii:.25 nishimura:.24 fukuda:.23 ota:.3 miura:.22 takeuchi:.2 nakajima:.25`,
  },
  // German
  {
    authors: 0.06, isEastAsian: false,
    families: `
      muller:.95 schmidt:.69 schneider:.4 fischer:.35 weber:.3 meyer:.35 wagner:.27 becker:.27 schulz:.27 hoffmann:.26 schafer:.2 koch:.2 bauer:.2
      richter:.2 klein:.2 wolf:.2 schroder:.2 neumann:.15 schwarz:.15 zimmermann:.15 braun:.15 kruger:.15 hofmann:.15 hartmann:.15 lange:.15 schmitt:.15
      werner:.14 krause:.14 meier:.2 lehmann:.13 schmid:.15 schulze:.12 maier:.15 kohler:.12 herrmann:.12 konig:.12 walter:.12 mayer:.12 huber:.13 kaiser:.1
      fuchs:.1 peters:.1 lang:.1 scholz:.1 moller:.1 weiss:.12 jung:.1 hahn:.1 schubert:.1 vogel:.1 keller:.1 frank:.1 berger:.1 winkler:.08 roth:.08
      beck:.08 lorenz:.08 baumann:.08 franke:.08 albrecht:.07 simon:.07 ludwig:.07 bohm:.07 winter:.07 kraus:.07 martin:.06`,
  },
  // Spanish: INE, census of names
  {
    authors: 0.06, isEastAsian: false,
    families: `
      garcia:3 fernandez:1.9 gonzalez:1.9 rodriguez:1.9 lopez:1.8 martinez:1.7 sanchez:1.7 perez:1.6 gomez:1.05 martin:1 jimenez:.8 ruiz:.75 hernandez:.75
      diaz:.7 moreno:.65 alvarez:.6 munoz:.6 romero:.5 alonso:.4 gutierrez:.45 navarro:.4 torres:.45 dominguez:.4 vazquez:.4 ramos:.4 gil:.35 ramirez:.35
      serrano:.3 blanco:.3 molina:.3 morales:.35 suarez:.3 ortega:.3 delgado:.3 castro:.3 ortiz:.3 rubio:.25 marin:.2 sanz:.2 medina:.2`,
  },
  // Portuguese and Brazilian
  {
    authors: 0.03, isEastAsian: false,
    families: `
      silva:5 santos:4 oliveira:3 souza:2 sousa:1 pereira:2 lima:1.5 carvalho:1.2 ferreira:2 rodrigues:1.5 costa:1.8 almeida:1.2 martins:1 gomes:1.2
      ribeiro:1.2 alves:1.3 araujo:1 fernandes:1 barbosa:.8 rocha:.8 dias:.7 lopes:.8 moreira:.5 nunes:.5 mendes:.5`,
  },
  // French
  {
    authors: 0.05, isEastAsian: false,
    families: `
      martin:.35 bernard:.2 dubois:.17 thomas:.16 robert:.15 richard:.15 petit:.15 durand:.14 leroy:.12 moreau:.12 simon:.12 laurent:.12 lefebvre:.1
      michel:.12 garcia:.15 david:.1 bertrand:.1 roux:.1 vincent:.1 fournier:.1 morel:.1 girard:.09 andre:.09`,
  },
  // Italian
  {
    authors: 0.04, isEastAsian: false,
    families: `
      rossi:.3 russo:.2 ferrari:.2 esposito:.15 bianchi:.15 romano:.12 colombo:.12 ricci:.12 marino:.12 greco:.1 bruno:.1 gallo:.1 conti:.1 costa:.1
      mancini:.08 lombardi:.08 moretti:.08`,
  },
  // Russian
  {
    authors: 0.03, isEastAsian: false,
    families: `
      ivanov:1.3 smirnov:1 kuznetsov:.9 popov:.8 vasiliev:.6 petrov:.7 sokolov:.6 mikhailov:.4 novikov:.5 fedorov:.5 morozov:.5 volkov:.5 alekseev:.4
      lebedev:.4 semenov:.4 egorov:.35 pavlov:.4 kozlov:.4 stepanov:.35 nikolaev:.35 orlov:.3 andreev:.3 makarov:.3 zaitsev:.3`,
  },
  // Scandinavian
  {
    authors: 0.04, isEastAsian: false,
    families: `
      hansen:1.2 jensen:1.2 nielsen:1.2 johansson:1.2 andersson:1.2 karlsson:1 nilsson:.8 larsen:.9 olsen:.6 andersen:.8 pedersen:.8 christensen:.6
      eriksson:.7 larsson:.6 persson:.5 svensson:.5 berg:.3 lindberg:.2 korhonen:.15`,
  },
  // Turkish, Arabic, Persian and others
  {
    authors: 0.05, isEastAsian: false,
    families: `
      yilmaz:.5 kaya:.4 demir:.4 ahmed:1 ali:1 khan:1 hussain:.7 hassan:.7 mohamed:.7 ibrahim:.5 hosseini:.4 mohammadi:.4 ahmadi:.4 rahman:.5 islam:.4
      nowak:.2 cohen:.5 levy:.4 nagy:.2`,
  },
];

/** Per folded family name its bearers per million authors. */
export const FAMILY_PER_MILLION: ReadonlyMap<string, number> = (() => {
  const found = new Map<string, number>();
  for (const { authors, families } of COUNTRIES) {
    for (const entry of families.trim().split(/\s+/)) {
      const [name, percent] = entry.split(':');
      found.set(name, (found.get(name) ?? 0) + Number(percent) * 10_000 * authors);
    }
  }
  return found;
})();

/** Family names of which most bearers have East Asian given names. */
export const EAST_ASIAN_FAMILIES: ReadonlySet<string> = new Set(
  COUNTRIES.filter(({ isEastAsian }) => isEastAsian).flatMap(({ families }) => families.trim().split(/\s+/).map((entry) => entry.split(':')[0])),
);

/** Per folded given name its share in percent of those whose names are not East Asian: the commonest of several languages. */
export const GIVEN_PERCENT: ReadonlyMap<string, number> = new Map(
  `
    john:3 james:2 robert:2.2 michael:2.8 william:1.8 david:2.6 richard:1.5 thomas:1.6 mark:1.1 paul:1.3 peter:1.2 daniel:1.1 christopher:.9 charles:1
    george:.8 steven:.8 stephen:.8 kevin:.6 brian:.7 andrew:1 jeffrey:.6 eric:.7 martin:.8 alexander:.7 jose:.8 juan:.6 carlos:.5 manuel:.4 luis:.5
    antonio:.6 francisco:.4 maria:1 mary:.6 elizabeth:.5 jennifer:.5 susan:.4 karen:.4 anna:.5 andrea:.6 marco:.4 jean:.6 pierre:.4 michel:.3 philippe:.3
    jan:.5 hans:.3 klaus:.25 wolfgang:.25 andreas:.6 stefan:.5 markus:.3 frank:.5 jim:.4 bob:.3 tom:.4 joe:.2 bill:.2 mike:.3 chris:.3 matthew:.6
    joseph:.8 anthony:.5 edward:.5 kenneth:.5 ronald:.4 timothy:.5 gary:.4 larry:.3 scott:.4 simon:.4 ian:.3 alan:.4 adam:.4 benjamin:.4 jonathan:.4
    nicholas:.3 patrick:.4 donald:.3 douglas:.3 gregory:.3 philip:.3 roger:.3 keith:.25 barry:.15 bruce:.25 craig:.2 dennis:.25 ralph:.15 raymond:.25 samuel:.3
    walter:.3 henry:.25 harold:.15 arthur:.2 albert:.2 howard:.2 fred:.15 carl:.2 jack:.2 steve:.3 dave:.15 dan:.2 sarah:.4 laura:.4 lisa:.4 linda:.3 barbara:.3
    patricia:.3 nancy:.25 julia:.35 christine:.3 claudia:.25 martina:.15 monica:.2 helen:.2 jane:.2 anne:.4 ann:.25 jessica:.2 emily:.25 rachel:.2 amy:.2 rebecca:.2
    ahmed:.5 mohamed:.6 mohammad:.6 muhammad:.5 ali:.5 hassan:.3 omar:.2 ibrahim:.2 hamid:.2 reza:.25 mehdi:.2 amir:.25
    rajesh:.3 sanjay:.3 ajay:.2 amit:.4 anil:.3 vijay:.3 ravi:.3 sunil:.3 rakesh:.2 ashok:.25 ashish:.2 manish:.2 vivek:.2 arun:.25 anand:.2 deepak:.25 rahul:.25 priya:.15
    hiroshi:.5 takashi:.5 kenji:.3 akira:.3 makoto:.3 masahiro:.2 yuki:.2 satoshi:.25 koji:.25 jun:.2
    giovanni:.3 giuseppe:.3 francesco:.35 paolo:.35 roberto:.3 mario:.25 luca:.25 alberto:.25 alessandro:.25 stefano:.25 pedro:.25 joao:.3 miguel:.3 javier:.3 fernando:.25
    rafael:.2 jorge:.25 pablo:.2 ana:.3 paulo:.25 ricardo:.2 eduardo:.2 sergio:.25 alejandro:.25 daniela:.15
    christian:.5 matthias:.3 thorsten:.1 jens:.25 jurgen:.25 uwe:.2 bernd:.15 dieter:.15 ralf:.2 sebastian:.25 florian:.2 tobias:.2 jorg:.2 lars:.25 erik:.25 henrik:.2 anders:.25 per:.15 johan:.25 karl:.25
    francois:.3 alain:.25 olivier:.25 nicolas:.3 laurent:.2 christophe:.2 jacques:.2 bernard:.2 claude:.15 eva:.2 sergey:.4 alexey:.3 dmitry:.3 vladimir:.4 mikhail:.25 igor:.3 ivan:.25 andrey:.3 natalia:.15 olga:.25 elena:.3`
    .trim()
    .split(/\s+/)
    .map((entry) => {
      const [name, percent] = entry.split(':');
      return [name, Number(percent)] as const;
    }),
);
