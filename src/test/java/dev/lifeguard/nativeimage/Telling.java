package dev.lifeguard.nativeimage;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.Opcode;
import java.lang.classfile.TypeKind;
import java.lang.classfile.constantpool.ClassEntry;
import java.lang.classfile.constantpool.StringEntry;
import java.lang.classfile.instruction.ConstantInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/// Copies the code of one method, and has each watched call followed by one that tells the [Recorder] what it was
/// given and what it returned.
final class Telling implements CodeTransform {
    private static final int CONSTANTS = 6;
    private static final ClassDesc RECORDER = Recorder.class.describeConstable().orElseThrow();
    private static final MethodTypeDesc RETURNED = MethodTypeDesc.of(
            ConstantDescs.CD_void,
            ConstantDescs.CD_String,
            ConstantDescs.CD_Object.arrayType(),
            ConstantDescs.CD_Object,
            ConstantDescs.CD_String,
            ConstantDescs.CD_String);

    private final String caller;
    private final Deque<String> constants = new ArrayDeque<>();

    Telling(String caller) {
        this.caller = caller;
    }

    @Override
    public void accept(CodeBuilder code, CodeElement element) {
        switch (element) {
            case InvokeInstruction call when CallSites.isWatched(call.method()) -> follow(code, call);
            case ConstantInstruction.LoadConstantInstruction constant -> {
                remember(constant);
                code.with(element);
            }
            default -> code.with(element);
        }
    }

    private void remember(ConstantInstruction.LoadConstantInstruction constant) {
        switch (constant.constantEntry()) {
            case StringEntry text -> constants.add(text.stringValue());
            case ClassEntry type -> constants.add(type.asInternalName().replace('/', '.'));
            default -> {
                return;
            }
        }
        if (constants.size() > CONSTANTS) {
            constants.remove();
        }
    }

    private void follow(CodeBuilder code, InvokeInstruction call) {
        List<TypeKind> kinds = new ArrayList<>();
        if (call.opcode() != Opcode.INVOKESTATIC) {
            kinds.add(TypeKind.REFERENCE);
        }
        call.typeSymbol().parameterList().forEach(type -> kinds.add(TypeKind.from(type)));
        List<Integer> given = kinds.stream().map(code::allocateLocal).toList();
        for (int i = given.size() - 1; i >= 0; i--) {
            code.storeLocal(kinds.get(i), given.get(i));
        }
        for (int i = 0; i < given.size(); i++) {
            code.loadLocal(kinds.get(i), given.get(i));
        }
        code.with(call);
        tell(code, call, kinds, given);
    }

    private void tell(CodeBuilder code, InvokeInstruction call, List<TypeKind> kinds, List<Integer> given) {
        int result = code.allocateLocal(TypeKind.REFERENCE);
        if (TypeKind.from(call.typeSymbol().returnType()) == TypeKind.REFERENCE) {
            code.dup();
        } else {
            code.aconst_null();
        }
        code.astore(result).ldc(callee(call)).loadConstant(given.size()).anewarray(ConstantDescs.CD_Object);
        for (int i = 0; i < given.size(); i++) {
            if (kinds.get(i) == TypeKind.REFERENCE) {
                code.dup().loadConstant(i).aload(given.get(i)).aastore();
            }
        }
        code.aload(result).ldc(caller).ldc(String.join("\n", constants)).invokestatic(RECORDER, "returned", RETURNED);
    }

    private static String callee(InvokeInstruction call) {
        String owner = call.owner().asInternalName();
        return owner.substring(Math.max(owner.lastIndexOf('/'), owner.lastIndexOf('$')) + 1)
                + "."
                + call.name().stringValue();
    }
}
