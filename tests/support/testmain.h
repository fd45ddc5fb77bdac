#pragma once

#include <QtCore/QCoreApplication>
#include <QtTest/QTest>

#include <type_traits>

// INIA_TEST_CLASS(tst_Call, QCoreApplication) makes a class one of those its folder's program runs. It stands
// where a program of its own would have QTEST_MAIN, and the class goes by the name of its source without
// ".cpp". The second argument is the application the class wants while it runs: QCoreApplication,
// QApplication (whose header the source includes; nothing here needs Widgets) or inia::tests::NoApplication.
#define INIA_TEST_CLASS(Class, Application)                                                                  \
    static const inia::tests::TestClass registered##Class(__FILE__, Class::staticMetaObject,                 \
                                                          inia::tests::runTestClass<Class, Application>);

namespace inia::tests {

/// One entry of the list that main() runs. Entries are static objects of their sources, linked through
/// m_next: nothing is allocated before main(), in whatever order they come.
class TestClass {
public:
    using Run = int (*)(int count, char** arguments);

    TestClass(const char* source, const QMetaObject& metaObject, Run run);
    Q_DISABLE_COPY_MOVE(TestClass)

    /// The name of the source: "tst_call".
    [[nodiscard]] QByteArray name() const;
    /// What Qt Test would run of it, in its order.
    [[nodiscard]] QList<QByteArray> functions() const;
    /// Arguments as of a program of its own, whose name is the class's. As QTest::qExec: 0 when nothing
    /// failed.
    [[nodiscard]] int run(QList<QByteArray> arguments) const;

    /// Every class of the program by its name.
    [[nodiscard]] static QList<const TestClass*> all();

private:
    const char* m_source;
    const QMetaObject& m_metaObject;
    Run m_run;
    const TestClass* m_next;
};

struct NoApplication {
    NoApplication(int&, char**) {}
};

template <typename Class, typename Application>
int runTestClass(int count, char** arguments)
{
    [[maybe_unused]] Application application(count, arguments);
    // as QTEST_MAIN does, so that pictures and sizes are the same on every screen
    if constexpr (std::is_base_of_v<QCoreApplication, Application>)
        application.setAttribute(Qt::AA_Use96Dpi);
    Class test;
    return QTest::qExec(&test, count, arguments);
}

} // namespace inia::tests
