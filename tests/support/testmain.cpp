#include "tests/support/testmain.h"

#include <QtCore/QFileInfo>
#include <QtCore/QLocale>
#include <QtCore/QMetaMethod>

#include <algorithm>
#include <cstdio>
#include <vector>

namespace inia::tests {

namespace {

// Set before any constructor runs, so sources may register in any order.
constinit const TestClass* lastRegistered = nullptr;

const char usage[] =
    "usage: %s [CLASS] [ARGUMENTS OF QT TEST...]\n"
    "  CLASS       run one class; function or function:row behind it choose from it, and\n"
    "              CLASS -help lists what else Qt Test takes. Without: every class in turn.\n"
    "  -classes    list the classes\n"
    "  -functions  list class.function\n";

/// As Qt Test decides it.
bool isTestFunction(const QMetaMethod& method)
{
    static const QList<QByteArray> frame = {"initTestCase", "cleanupTestCase", "init", "cleanup"};
    return method.methodType() == QMetaMethod::Slot && method.access() == QMetaMethod::Private &&
           method.parameterCount() == 0 && method.returnType() == QMetaType::Void &&
           !method.name().endsWith("_data") && !frame.contains(method.name());
}

void printClasses(std::FILE* to)
{
    for (const auto* test : TestClass::all())
        std::fprintf(to, "%s\n", test->name().constData());
}

void printFunctions()
{
    for (const auto* test : TestClass::all()) {
        for (const auto& function : test->functions())
            std::printf("%s.%s\n", test->name().constData(), function.constData());
    }
}

int runAll(const QList<QByteArray>& arguments)
{
    QByteArrayList failed;
    for (const auto* test : TestClass::all()) {
        if (test->run(arguments) != 0)
            failed.append(test->name());
        std::fflush(stdout);
    }
    if (!failed.isEmpty())
        std::fprintf(stderr, "Failed: %s\n", failed.join(", ").constData());
    return failed.isEmpty() ? 0 : 1;
}

int runOne(const QByteArray& name, const QList<QByteArray>& arguments)
{
    for (const auto* test : TestClass::all()) {
        if (test->name() == name)
            return test->run(arguments);
    }
    std::fprintf(stderr, "There is no test class %s here. There are:\n", name.constData());
    printClasses(stderr);
    return 2;
}

} // namespace

TestClass::TestClass(const char* source, const QMetaObject& metaObject, Run run)
    : m_source(source), m_metaObject(metaObject), m_run(run), m_next(lastRegistered)
{
    lastRegistered = this;
}

QByteArray TestClass::name() const
{
    return QFileInfo(QString::fromUtf8(m_source)).completeBaseName().toUtf8();
}

QList<QByteArray> TestClass::functions() const
{
    QList<QByteArray> names;
    for (int index = 0; index < m_metaObject.methodCount(); ++index) {
        if (const auto method = m_metaObject.method(index); isTestFunction(method))
            names.append(method.name());
    }
    return names;
}

int TestClass::run(QList<QByteArray> arguments) const
{
    arguments.prepend(name());
    std::vector<char*> pointers;
    for (auto& argument : arguments)
        pointers.push_back(argument.data());
    pointers.push_back(nullptr);
    return m_run(static_cast<int>(arguments.size()), pointers.data());
}

QList<const TestClass*> TestClass::all()
{
    QList<const TestClass*> classes;
    for (const auto* test = lastRegistered; test != nullptr; test = test->m_next)
        classes.append(test);
    std::sort(classes.begin(), classes.end(),
              [](const TestClass* left, const TestClass* right) { return left->name() < right->name(); });
    return classes;
}

} // namespace inia::tests

int main(int count, char** arguments)
{
    using namespace inia::tests;
    // Numbers and dates are compared as they are written in English, whatever the machine's language.
    QLocale::setDefault(QLocale::c());
    QList<QByteArray> given(arguments + 1, arguments + count);
    const auto first = given.isEmpty() ? QByteArray() : given.constFirst();
    if (first == "-classes")
        printClasses(stdout);
    else if (first == "-functions")
        printFunctions();
    else if (first == "-help" || first == "--help" || first == "-h")
        std::printf(usage, arguments[0]);
    else if (first.isEmpty() || first.startsWith('-'))
        return runAll(given);
    else
        return runOne(given.takeFirst(), given);
    return 0;
}
