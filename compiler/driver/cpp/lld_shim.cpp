// Calls lld's ELF driver in this process. lld keeps global state: the caller allows one link at a
// time.

#include "lld/Common/Driver.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/Plugins/PassPlugin.h"
#include "llvm/Support/raw_ostream.h"
#include <cstdlib>
#include <cstring>
#include <string>

LLD_HAS_DRIVER(elf)

// lld registers all of LLVM's targets, most of which arrc has no use for. These definitions keep them out of it: they
// would be two thirds of its code, and a quarter of the time of a small build would go into starting them.
#define UNUSED_TARGET(NAME)                                                                                            \
  extern "C" __attribute__((weak)) void LLVMInitialize##NAME##TargetInfo() {}                                          \
  extern "C" __attribute__((weak)) void LLVMInitialize##NAME##Target() {}                                              \
  extern "C" __attribute__((weak)) void LLVMInitialize##NAME##TargetMC() {}                                            \
  extern "C" __attribute__((weak)) void LLVMInitialize##NAME##AsmPrinter() {}                                          \
  extern "C" __attribute__((weak)) void LLVMInitialize##NAME##AsmParser() {}                                          \
  extern "C" __attribute__((weak)) void LLVMInitialize##NAME##Disassembler() {}
#include "unused_targets.inc"

// Polly comes with lld's link-time optimisation.
__attribute__((weak)) llvm::PassPluginLibraryInfo getPollyPluginInfo() { return {}; }

// Links with the given arguments (without a program name). Returns 0 on success, 1 on an error, 2
// on an error after which lld must not be called again. `*message` receives the diagnostics,
// to be freed with `arrc_lld_free`, or null.
extern "C" int arrc_lld_link(const char *const *args, size_t count, char **message) {
  std::string text;
  llvm::raw_string_ostream stream(text);
  llvm::SmallVector<const char *, 32> all;
  all.push_back("ld.lld");
  all.append(args, args + count);
  const lld::DriverDef drivers[] = {{lld::Gnu, &lld::elf::link}};
  lld::Result result = lld::lldMain(all, stream, stream, drivers);
  stream.flush();
  *message = nullptr;
  if (!text.empty()) {
    *message = static_cast<char *>(std::malloc(text.size() + 1));
    if (*message)
      std::memcpy(*message, text.c_str(), text.size() + 1);
  }
  if (!result.canRunAgain)
    return 2;
  return result.retCode == 0 ? 0 : 1;
}

extern "C" void arrc_lld_free(char *message) { std::free(message); }
