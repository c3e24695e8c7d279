/**
 * Short forms of given names and the name they stand for, as English, German, Spanish and Russian use them: those on which
 * the lists of hypocorisms of the Wiktionary appendix "English given names" and of genealogists' nickname files agree. A
 * short form of several names stands with each of them. Entries are folded (fold.ts).
 */
const LISTS = `
robert: bob bobby rob robbie bert
william: bill billy will willy willie wm liam
richard: dick rick ricky rich richie
james: jim jimmy jamie jas
john: jack johnny jon
joseph: joe joey jos
michael: mike mick mickey mikey
thomas: tom tommy thos
charles: charlie chuck chas
edward: ed eddie ted ned
david: dave davy
daniel: dan danny
anthony: tony
andrew: andy drew
stephen: steve
steven: steve
kenneth: ken kenny
ronald: ron ronnie
donald: don donnie
timothy: tim
gregory: greg
jeffrey: jeff
geoffrey: geoff
matthew: matt
patrick: pat paddy
peter: pete
philip: phil
phillip: phil
raymond: ray
samuel: sam sammy
nicholas: nick nicky
christopher: chris kit
benjamin: ben benny
alexander: alex alec sasha
alexandra: alex sandra
frederick: fred freddy
friedrich: fritz
lawrence: larry
laurence: larry
leonard: len lenny
douglas: doug
gerald: gerry jerry
vincent: vince vinny
walter: walt
zachary: zach zack
jonathan: jon
nathaniel: nat nate
nathan: nate
theodore: theo
albert: al bert
alfred: fred alf
arthur: art
eugene: gene
francis: frank
harold: harry hal
henry: harry hank
joshua: josh
martin: marty
maximilian: max
mitchell: mitch
norman: norm
oliver: ollie
russell: russ
stanley: stan
terence: terry
victor: vic
elizabeth: liz beth betty eliza lisa libby bess
margaret: maggie meg peggy greta
katherine: kate kathy katie kay kitty
catherine: cathy kate cate
kathleen: kathy
jennifer: jen jenny
jessica: jess jessie
susan: sue susie
deborah: debbie deb
barbara: barb babs
patricia: pat patty trish tricia
rebecca: becky becca
victoria: vicky tori
christine: chris chrissy tina
christina: chris tina
pamela: pam
judith: judy
dorothy: dot dottie
eleanor: ellie nell
abigail: abby
amanda: mandy
cynthia: cindy
jacqueline: jackie
josephine: jo josie
kimberly: kim
natalie: nat
nancy: nan
penelope: penny
samantha: sam
sandra: sandy
stephanie: steph
teresa: terry tess
theresa: terry tess
valerie: val
veronica: ronnie
johannes: hans hannes
johann: hans
heinrich: heinz heiner
josef: sepp
wolfgang: wolf
jose: pepe
francisco: paco pancho
antonio: toni tonio
manuel: manolo
ivan: vanya
aleksandr: sasha
aleksei: alyosha
dmitri: dima
mikhail: misha
nikolai: kolya
vladimir: volodya vova
sergei: seryozha
yekaterina: katya
`;

/** Per short form the full names it may stand for, the first of the list first. */
export const FULL_NAMES: ReadonlyMap<string, readonly string[]> = (() => {
  const found = new Map<string, string[]>();
  for (const line of LISTS.trim().split('\n')) {
    const [full, shorts] = line.split(': ');
    for (const short of shorts.split(' ')) found.set(short, [...(found.get(short) ?? []), full]);
  }
  return found;
})();

/** True where one is a short form of the other, or both of one name. O(1). */
export function isNickname(a: string, b: string): boolean {
  const fullOfA = FULL_NAMES.get(a) ?? [];
  const fullOfB = FULL_NAMES.get(b) ?? [];
  return fullOfA.includes(b) || fullOfB.includes(a) || fullOfA.some((full) => fullOfB.includes(full));
}
