/** A second's beat for the sounds: timers of a hidden page are held back by the browser, a worker's are not. */
setInterval(() => postMessage('tick'), 1000);
