/** The keys of the moderator's desk as the buttons show them; the page says what each does. */
export const KEYS = {
  next: 'N',
  deck: 'G',
  through: 'P',
  end: 'E',
  public: 'U',
  hold: 'H',
  extend: 'I',
  restore: 'B',
  approve: 'A',
  return: 'W',
  passOver: 'K',
  phone: 'T',
  ring: 'D',
  move: 'V',
  send: 'J',
  refuse: 'F',
  /** Like the cut, it works everywhere with Alt; its dialog is the second step. */
  emergency: 'Y',
  undo: 'Z',
  attention: 'C',
  lobby: 'O',
  step: 'S',
  /** With Alt it works everywhere, while typing and with a dialog open too. */
  cut: 'X',
} as const;
