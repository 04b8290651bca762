__int128 wide;
