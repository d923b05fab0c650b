@echo off
rem Starts the program of this folder with the Java of this folder. SAT_JAVA_OPTS adds options for the JVM,
rem SAT_CLASSPATH jars with extensions.
setlocal
for %%I in ("%~dp0..") do set "SAT_HOME=%%~fI"
set "SAT_NATIVE=%SAT_HOME%\lib\native"
set "SAT_OPTIONS="
set /p SAT_OPTIONS=<"%SAT_HOME%\lib\java.options"

rem a jar that names the others, for a command line of Windows has an end
set "SAT_JARS=%SAT_HOME%\lib\sat-classpath.jar"
if defined SAT_CLASSPATH set "SAT_JARS=%SAT_JARS%;%SAT_CLASSPATH%"

set OPT_OUT_TRACKING=true
rem NVIDIA's libraries would round products of float32 to 10 bits, which relevance shows
if not defined NVIDIA_TF32_OVERRIDE set NVIDIA_TF32_OVERRIDE=0
rem variables, for a tokenizer is tried in a process of its own
if not defined PYTORCH_LIBRARY_PATH set "PYTORCH_LIBRARY_PATH=%SAT_NATIVE%\pytorch"
if not defined RUST_LIBRARY_PATH set "RUST_LIBRARY_PATH=%SAT_NATIVE%\tokenizers.dll"

"%SAT_HOME%\runtime\bin\java.exe" "-Dsat.home=%SAT_HOME%" -Djava.awt.headless=true -Dai.djl.offline=true ^
  "-Djava.library.path=%SAT_NATIVE%" "-Donnxruntime.native.path=%SAT_NATIVE%" "-Djna.boot.library.path=%SAT_NATIVE%" ^
  -Djna.nounpack=true "-Dlibrary.jline.path=%SAT_NATIVE%" %SAT_OPTIONS% %SAT_JAVA_OPTS% ^
  -cp "%SAT_JARS%" org.segmentattribution.cli.Sat %*
exit /b %ERRORLEVEL%
