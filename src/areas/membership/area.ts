import { w } from '../../kernel/words.ts';
import type { Area } from '../../records/catalogue.ts';
import { expulsion } from './acts.ts';
import { expulsionByHand, membershipBehaviours } from './commands.ts';
import { exemption, person, reconciliation, standing, stay } from './contract.ts';
import { memberList, registerList } from './lists.ts';
import { mergeAct, mergeBehaviour, personMerge } from './merge.ts';
import { partyPost, postBehaviours } from './posts.ts';

export const membershipArea: Area = {
  name: 'membership',
  words: w('Đảng viên', 'Membership'),
  records: [person, stay, standing, exemption, partyPost, reconciliation, personMerge],
  behaviours: { ...membershipBehaviours, ...postBehaviours, person_merge: mergeBehaviour },
  acts: [expulsion, expulsionByHand, mergeAct],
  lists: [memberList, registerList],
};
