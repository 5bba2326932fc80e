// Makes code with LLVM's passes but for those that are named.

#include "llvm-c/Core.h"
#include "llvm-c/TargetMachine.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/IR/LegacyPassManager.h"
#include "llvm/IR/Module.h"
#include "llvm/Pass.h"
#include "llvm/Support/CBindingWrapping.h"
#include "llvm/Support/CodeGen.h"
#include "llvm/Support/raw_ostream.h"
#include "llvm/Target/TargetMachine.h"

namespace {

// A pass manager to which LLVM's list of passes is added, and which takes only those that are wanted. What another pass
// requires is run all the same.
class Wanted : public llvm::legacy::PassManagerBase {
public:
  explicit Wanted(llvm::ArrayRef<const char *> Unwanted) : Unwanted(Unwanted) {}

  void add(llvm::Pass *P) override {
    llvm::StringRef Name = P->getPassName();
    for (const char *One : Unwanted) {
      if (Name == One) {
        delete P;
        return;
      }
    }
    Passes.add(P);
  }

  llvm::legacy::PassManager Passes;

private:
  llvm::ArrayRef<const char *> Unwanted;
};

} // namespace

// Loops begin at multiples of so many bytes. To be said before anything is compiled.
extern "C" void arrc_align_loops(LLVMTargetMachineRef machine, unsigned bytes) {
  reinterpret_cast<llvm::TargetMachine *>(machine)->Options.LoopAlignment = bytes;
}

// The code of a module, as assembly or as an object; null where the target cannot.
extern "C" LLVMMemoryBufferRef arrc_emit(LLVMTargetMachineRef machine, LLVMModuleRef module, bool assembly,
                                         const char *const *unwanted, size_t count) {
  auto *Target = reinterpret_cast<llvm::TargetMachine *>(machine);
  llvm::SmallString<0> Code;
  llvm::raw_svector_ostream Stream(Code);
  Wanted List(llvm::ArrayRef<const char *>(unwanted, count));
  auto Kind = assembly ? llvm::CodeGenFileType::AssemblyFile : llvm::CodeGenFileType::ObjectFile;
  if (Target->addPassesToEmitFile(List, Stream, nullptr, Kind))
    return nullptr;
  List.Passes.run(*llvm::unwrap(module));
  return LLVMCreateMemoryBufferWithMemoryRangeCopy(Code.data(), Code.size(), "");
}
