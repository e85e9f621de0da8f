#include "app/cli/program.h"

int main(int argc, char** argv) { return lossylens::app::runProgram(argc, argv); }
