import { renderInTestApp } from '@backstage/frontend-test-utils';
import { act, renderHook, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useLocation, useNavigate } from 'react-router-dom';
import { usePolledData } from './usePolledData';
import { useUrlParam } from './useUrlParam';

function Probe() {
  const [tier, setTier] = useUrlParam('tier', 'all');
  const [cell, setCell] = useUrlParam('cell', undefined, { push: true });
  const navigate = useNavigate();
  return (
    <>
      <output>{`${tier} ${cell ?? 'closed'} ${useLocation().search}`}</output>
      <button onClick={() => setTier('prod')}>prod</button>
      <button onClick={() => setTier('all')}>all</button>
      <button onClick={() => setCell('prod/backend')}>open</button>
      <button onClick={() => navigate(-1)}>back</button>
    </>
  );
}

describe('useUrlParam', () => {
  it('reads and writes the address, leaves the default out, pushes when asked', async () => {
    renderInTestApp(<Probe />, { initialRouteEntries: ['/x?sort=name'] });
    const output = await screen.findByRole('status');
    const press = (name: string) =>
      userEvent.click(screen.getByRole('button', { name }));
    expect(output).toHaveTextContent('all closed ?sort=name');
    await press('prod');
    expect(output).toHaveTextContent('prod closed ?sort=name&tier=prod');
    await press('open');
    expect(output).toHaveTextContent('prod prod/backend');
    await press('back');
    expect(output).toHaveTextContent('prod closed ?sort=name&tier=prod');
    await press('all');
    expect(output).toHaveTextContent('all closed ?sort=name');
  });
});

describe('usePolledData', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  it('keeps the last value while a later read fails, and recovers', async () => {
    const read = jest
      .fn()
      .mockResolvedValueOnce(1)
      .mockRejectedValueOnce(new Error('down'))
      .mockResolvedValueOnce(3);
    const { result } = renderHook(() => usePolledData<number>(read, 1000));
    expect(result.current.loading).toBe(true);
    await waitFor(() => expect(result.current.value).toBe(1));
    await act(() => jest.advanceTimersByTimeAsync(1000));
    expect(result.current).toMatchObject({ value: 1, loading: false });
    expect(result.current.error?.message).toBe('down');
    await act(() => jest.advanceTimersByTimeAsync(1000));
    expect(result.current.value).toBe(3);
    expect(result.current.error).toBeUndefined();
  });

  it('stops with its component', async () => {
    const read = jest.fn().mockResolvedValue(1);
    const { unmount } = renderHook(() => usePolledData<number>(read, 1000));
    await act(() => jest.advanceTimersByTimeAsync(0));
    unmount();
    await act(() => jest.advanceTimersByTimeAsync(5000));
    expect(read).toHaveBeenCalledTimes(1);
    expect(read.mock.calls[0][0].aborted).toBe(true);
  });
});
