int a = 'ab';
