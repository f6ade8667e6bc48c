/** What passwords in a Party office are made of: places, Party words, names, what keyboards invite to. Folded. */

const split = (text: string): string[] => text.trim().split(/\s+/);

const PLACES = split(`
  hanoi haiphong hue danang cantho hochiminh tphcm saigon sgn quangninh caobang langson laichau dienbien sonla thanhhoa
  nghean hatinh tuyenquang laocai thainguyen phutho bacninh hungyen ninhbinh quangtri quangngai gialai khanhhoa lamdong
  daklak dongnai tayninh vinhlong dongthap camau angiang quangnam quangbinh binhdinh phuyen ninhthuan binhthuan kontum
  daknong binhduong binhphuoc longan tiengiang bentre travinh soctrang haugiang baclieu kiengiang bacgiang bacninh
  haiduong hanam namdinh thaibinh vinhphuc hoabinh yenbai hagiang backan langson quangtri thuathienhue vungtau baria
  tamky hoian dienban queson nongson duyxuyen dailoc thangbinh phuninh tienphuoc hiepduc nuithanh bactramy namtramy
  phuocson nam giang donggiang taygiang quexuan quephu quean dongphu huongan trungphuoc vietnam vietnamese dongduong
  hoangsa truongsa dienbienphu badinh mientrung mienbac miennam tinh huyen xa phuong thanhpho thixa thitran thon khoi`);

const PARTY = split(`
  dang dangbo chibo danguy huyenuy tinhuy thanhuy xauy capuy banthuongvu thuongvu bithu phobithu tochuc kiemtra giamsat
  tuyengiao danvan noichinh vanphong banto chucbantochuc ubkt btv bch bct tw trunguong dangvien dangphi doanvien doan
  thanhnien congdoan phunu hoiphunu nongdan cuuchienbinh mattran totquoc uyban ubnd hdnd hoidong nhandan chinhphu quochoi
  bacho hochiminh chutich chutichhochiminh caicach doimoi cachmang congsan congsanvietnam dangcongsan cpv dcsvn daihoi
  xiii xiv nghiquyet chithi dieule quydinh ketnap kyluat khenthuong baocao thongke hoso muonnam quangvinh doclap tudo
  hanhphuc doclaptudohanhphuc thidua yeunuoc thangloi quyetthang chaomung mungdang mungxuan maimai`);

const NAMES = split(`
  nguyen tran le pham hoang huynh phan vu vo dang bui do ho ngo duong ly dinh trinh doan mai truong luong cao chau thi van
  huu duc ngoc minh quoc thanh anh hung dung tuan hai long nam phong son thang tien trung tung viet vinh lan huong hoa mai
  linh trang thao thuy thu hang hanh hien nga nhung phuong quynh tam yen ha giang khanh khoa kien loc loi nghia nhan phuc
  quan quang quy tai tan tri tuyen vy xuan bao binh chi cuong dat hieu`);

const HABITS = split(`
  matkhau matma mk password passwd pass pw admin administrator quantri quantrivien root user nguoidung login dangnhap
  welcome xinchao hello iloveyou anhyeuem emyeuanh yeuem yeuanh yeu anh em vo chong con gai trai me bo cha gia dinh giadinh
  baby love happy letmein dragon monkey football bongda batman superman princess master shadow sunshine qwerty azerty abc
  asdf zxcv test thu temp demo guest khach default changeme doimatkhau secret bimat capuy capuyvn mail email gmail yahoo
  zalo facebook fb viettel mobifone vinaphone vnpt fpt lotus sen hoasen tet xuan ha thu dong nam new moi cu so mot hai`);

const SINGLE = /^.{1,2}$/;

/** Longer than two letters: the short ones would cover anything. */
export const LOCAL_WORDS: ReadonlySet<string> = new Set(
  [...PLACES, ...PARTY, ...NAMES, ...HABITS].filter((word) => !SINGLE.test(word)),
);

/** Rows, columns and runs along which fingers walk. */
export const WALKS: readonly string[] = [
  ...['1234567890', 'qwertyuiop', 'asdfghjkl', 'zxcvbnm', 'abcdefghijklmnopqrstuvwxyz'],
  ...[
    '1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik9ol0p',
    '1q2w3e4r5t6y7u8i9o0p',
    'qazwsxedcrfvtgbyhnujmikolp',
    '147258369',
  ],
];
