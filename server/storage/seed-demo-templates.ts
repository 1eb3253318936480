/** The demo county's templates: a few of the county's for replies and for instructions, and one of a unit's own. */
import type { TemplateRecord } from '../domain/cases/templates.ts';

type DemoTemplate = Pick<TemplateRecord, 'id' | 'unitId' | 'use' | 'title' | 'text'>;

export const DEMO_TEMPLATES: readonly DemoTemplate[] = [
  {
    id: 'demo-tp-done',
    unitId: null,
    use: 'reply',
    title: '已经解决',
    text: '尊敬的{alias}：\n您好！您于{openedOn}反映的“{subject}”（编号{number}）收悉。经{unit}核实办理，现答复如下：\n（一）核实情况：\n（二）办理结果：\n如对办理结果有疑问，请在“我的诉求”中告诉我们。感谢您的关心和支持！\n{unit}\n{today}',
  },
  {
    id: 'demo-tp-partly',
    unitId: null,
    use: 'reply',
    title: '分步解决（说明时间）',
    text: '尊敬的{alias}：\n您好！您于{openedOn}反映的“{subject}”（编号{number}）收悉。经核实，情况属实，一时不能全部解决。\n（一）已经做到的：\n（二）还没有做到的，原因是：\n（三）下一步安排和完成时间：\n我们会按这个时间主动向您反馈，请您监督。\n{unit}\n{today}',
  },
  {
    id: 'demo-tp-policy',
    unitId: null,
    use: 'reply',
    title: '政策解答',
    text: '尊敬的{alias}：\n您好！您于{openedOn}咨询的“{subject}”（编号{number}）收悉。现答复如下：\n（一）政策依据（文件名称、文号、条款）：\n（二）怎么办理（条件、材料、地点、时间）：\n{unit}\n{today}',
  },
  {
    id: 'demo-tp-not-able',
    unitId: null,
    use: 'reply',
    title: '依规不能办理（说明理由）',
    text: '尊敬的{alias}：\n您好！您于{openedOn}反映的“{subject}”（编号{number}）收悉。经核实：\n（一）按照规定目前不能办理，依据是：\n（二）您可以选择的其他办法：\n请您理解。如有新的情况，请在“我的诉求”中补充，我们重新核实。\n{unit}\n{today}',
  },
  {
    id: 'demo-tp-field',
    unitId: 'u-agriculture',
    use: 'reply',
    title: '农田灌溉、机井维修',
    text: '尊敬的{alias}：\n您好！您于{openedOn}反映的“{subject}”（编号{number}）收悉。我局技术人员已到现场查看，故障原因是：\n维修安排和恢复灌溉的时间：\n维修期间的临时供水办法：\n{unit}\n{today}',
  },
  {
    id: 'demo-tp-soon',
    unitId: null,
    use: 'instruction',
    title: '抓紧办理',
    text: '请{unit}抓紧核实办理，{dueDate}前答复群众，并报结果。',
  },
  {
    id: 'demo-tp-visit',
    unitId: null,
    use: 'instruction',
    title: '到现场查看',
    text: '请{unit}主要负责同志到{place}现场查看，当面听取群众意见，拿出解决办法，{dueDate}前答复。',
  },
  {
    id: 'demo-tp-together',
    unitId: null,
    use: 'instruction',
    title: '牵头会商',
    text: '“{subject}”（{number}）涉及多个单位，请{unit}牵头会商，明确责任和完成时间，督办室跟踪。',
  },
];
