import {
  createContext,
  useContext,
  useEffect,
  useRef,
  useState,
  type PropsWithChildren,
} from 'react';
import { makeStyles } from '@material-ui/core/styles';

const useStyles = makeStyles(
  theme => ({
    root: {
      // The page header above keeps its own distance.
      padding: theme.spacing(0, 3, 4),
      maxWidth: 1680,
      margin: '0 auto',
      [theme.breakpoints.down('sm')]: { padding: theme.spacing(0, 2, 4) },
    },
  }),
  { name: 'Chat2SqlPageBody' },
);

const InsideMain = createContext(false);

/**
 * The main landmark of a page, for the frame of the app. Inside it PageBody
 * draws none; where a stock page brings its own, this one steps back, so that
 * a page has exactly one.
 */
export function MainLandmark(props: PropsWithChildren<{}>) {
  const ref = useRef<HTMLDivElement>(null);
  const [hasOwn, setHasOwn] = useState(false);
  useEffect(() => {
    const element = ref.current;
    if (!element) return undefined;
    const look = () =>
      setHasOwn(element.querySelector('main, [role="main"]') !== null);
    const observer = new MutationObserver(look);
    observer.observe(element, { childList: true, subtree: true });
    look();
    return () => observer.disconnect();
  }, []);
  return (
    <InsideMain.Provider value>
      <div ref={ref} role={hasOwn ? undefined : 'main'}>
        {props.children}
      </div>
    </InsideMain.Provider>
  );
}

/**
 * The padding of every page of ours (not of entity tabs), and the main landmark
 * where the frame has none.
 */
export function PageBody(props: PropsWithChildren<{}>) {
  const classes = useStyles();
  const Root = useContext(InsideMain) ? 'div' : 'main';
  return <Root className={classes.root}>{props.children}</Root>;
}
