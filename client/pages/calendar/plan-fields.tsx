/** The fields of an evening: what it is about, how long, how many, who answers. */
import { Button, Checkbox, Fieldset, Group, NumberInput, Switch, Textarea, TextInput } from '@mantine/core';
import type { EveningPlan, PlannedSeat } from '../../../shared/actions/calendar.ts';
import { useT } from '../../desk/texts.ts';
import { CategoriesSelect, UnitSelect } from '../../features/cases/choices.tsx';
import { emptyRoom, emptySeat } from './plan.ts';

const MOST_SEATS = 8;

interface Props {
  plan: EveningPlan;
  onChange: (plan: EveningPlan) => void;
}

export function PlanFields({ plan, onChange }: Props) {
  const t = useT();
  const set = (change: Partial<EveningPlan>) => onChange({ ...plan, ...change });
  const number = (name: 'minutes' | 'capacity' | 'callMinutes' | 'overtimeMinutes', min: number, max: number) => (
    <NumberInput
      label={t(`calendar.${name}`)}
      value={plan[name]}
      onChange={(value) => set({ [name]: Number(value) || 0 })}
      min={min}
      max={max}
      allowDecimal={false}
      required
    />
  );
  return (
    <>
      <TextInput
        label={t('calendar.name')}
        placeholder={t('calendar.nameHelp')}
        value={plan.title}
        onChange={(event) => set({ title: event.currentTarget.value })}
        maxLength={40}
        required
      />
      <TextInput
        label={t('home.topic')}
        value={plan.topic}
        onChange={(event) => set({ topic: event.currentTarget.value })}
        maxLength={100}
      />
      <Textarea
        label={t('calendar.scope')}
        description={t('calendar.scopeHelp')}
        value={plan.scope}
        onChange={(event) => set({ scope: event.currentTarget.value })}
        maxLength={400}
        autosize
        minRows={2}
        maxRows={5}
      />
      <Group gap="xs" grow align="flex-end">
        {number('minutes', 15, 480)}
        {number('capacity', 1, 100_000)}
        {number('callMinutes', 1, 60)}
        {number('overtimeMinutes', 0, 60)}
      </Group>
      <Group gap="xs" align="flex-end">
        <NumberInput
          label={t('calendar.ratioBooked')}
          value={plan.ratio.booked}
          onChange={(value) => set({ ratio: { ...plan.ratio, booked: Number(value) || 0 } })}
          min={0}
          max={10}
          allowDecimal={false}
          w={140}
        />
        <NumberInput
          label={t('calendar.ratioWalkIn')}
          value={plan.ratio.walkIn}
          onChange={(value) => set({ ratio: { ...plan.ratio, walkIn: Number(value) || 0 } })}
          min={1}
          max={10}
          allowDecimal={false}
          w={140}
        />
        <Switch
          label={t('calendar.open')}
          checked={plan.public}
          onChange={(event) => set({ public: event.currentTarget.checked })}
          mb={8}
        />
        <Switch
          label={t('calendar.recorded')}
          description={t('calendar.recordedHelp')}
          checked={plan.recorded}
          onChange={(event) => set({ recorded: event.currentTarget.checked })}
          mb={8}
        />
        {plan.public && (
          <NumberInput
            label={t('calendar.delaySeconds')}
            description={t('calendar.delayHelp')}
            value={plan.delaySeconds}
            onChange={(value) => set({ delaySeconds: Number(value) || 0 })}
            min={0}
            max={30}
            allowDecimal={false}
            required
          />
        )}
      </Group>
      {plan.seats.map((seat, index) => (
        <SeatFields
          // biome-ignore lint/suspicious/noArrayIndexKey: seats have no other identity than their place.
          key={index}
          seat={seat}
          onChange={(changed) => set({ seats: plan.seats.map((one, at) => (at === index ? changed : one)) })}
          onRemove={
            plan.seats.length > 1 ? () => set({ seats: plan.seats.filter((_, at) => at !== index) }) : undefined
          }
        />
      ))}
      {plan.seats.length < MOST_SEATS && (
        <Group gap="xs">
          <Button
            variant="default"
            size="xs"
            onClick={() =>
              set({ seats: [...plan.seats, emptySeat(t('calendar.seatName', { number: plan.seats.length + 1 }))] })
            }
          >
            {t('calendar.addSeat')}
          </Button>
          <Button
            variant="default"
            size="xs"
            onClick={() => set({ seats: [...plan.seats, emptyRoom(t('calendar.roomName'))] })}
          >
            {t('calendar.addRoom')}
          </Button>
        </Group>
      )}
    </>
  );
}

function SeatFields({
  seat,
  onChange,
  onRemove,
}: {
  seat: PlannedSeat;
  onChange: (seat: PlannedSeat) => void;
  onRemove: (() => void) | undefined;
}) {
  const t = useT();
  const isRoom = seat.unitId !== null;
  return (
    <Fieldset legend={seat.name || t(isRoom ? 'calendar.room' : 'calendar.seat')} p="xs">
      <Group gap="xs" align="flex-end">
        <TextInput
          label={t(isRoom ? 'calendar.room' : 'calendar.seat')}
          value={seat.name}
          onChange={(event) => onChange({ ...seat, name: event.currentTarget.value })}
          maxLength={20}
          required
          w={110}
        />
        <TextInput
          label={t('calendar.officialTitle')}
          value={seat.officialTitle}
          onChange={(event) => onChange({ ...seat, officialTitle: event.currentTarget.value })}
          maxLength={30}
          required
          style={{ flex: 1, minWidth: 120 }}
        />
        <TextInput
          label={t(isRoom ? 'calendar.officer' : 'calendar.officialName')}
          value={seat.officialName}
          onChange={(event) => onChange({ ...seat, officialName: event.currentTarget.value })}
          maxLength={40}
          required
          style={{ flex: 1, minWidth: 100 }}
        />
        {!isRoom && (
          <Checkbox
            label={t('calendar.onAir')}
            checked={seat.onAir}
            onChange={(event) => onChange({ ...seat, onAir: event.currentTarget.checked })}
            mb={8}
          />
        )}
        {onRemove && (
          <Button variant="subtle" size="compact-sm" onClick={onRemove} mb={4}>
            {t('calendar.removeSeat')}
          </Button>
        )}
      </Group>
      {isRoom && (
        <Group gap="xs" align="flex-start" mt="xs">
          <UnitSelect
            value={seat.unitId || null}
            onChange={(unitId) => onChange({ ...seat, unitId: unitId ?? '' })}
            required
            w={180}
          />
          <CategoriesSelect
            label={t('calendar.categories')}
            description={t('calendar.categoriesHelp')}
            value={seat.categories}
            onChange={(categories) => onChange({ ...seat, categories })}
            inputWrapperOrder={['label', 'input', 'description', 'error']}
            style={{ flex: 1, minWidth: 240 }}
          />
        </Group>
      )}
    </Fieldset>
  );
}
