#include "tests/support/testmain.h"
#include "ui/panels/keyvalueview.h"
#include "ui/theme/appearance.h"
#include "ui/widgets/tableview.h"
#include "ui/widgets/treeview.h"

#include <QtCore/QAbstractTableModel>
#include <QtGui/QPaintEvent>
#include <QtTest/QTest>
#include <QtWidgets/QApplication>
#include <QtWidgets/QHeaderView>
#include <QtWidgets/QScrollBar>

#include <algorithm>
#include <memory>

using namespace inia::ui;

namespace {

// As many rows as one likes, which say their number.
class CountingModel final : public QAbstractTableModel {
    Q_OBJECT
public:
    explicit CountingModel(int rows) : m_rows(rows) {}

    void append(int rows)
    {
        beginInsertRows({}, m_rows, m_rows + rows - 1);
        m_rows += rows;
        endInsertRows();
    }
    void change(int row) { emit dataChanged(index(row, 0), index(row, 2)); }
    void reorder()
    {
        emit layoutAboutToBeChanged();
        emit layoutChanged();
    }
    void remove(int rows)
    {
        beginRemoveRows({}, m_rows - rows, m_rows - 1);
        m_rows -= rows;
        endRemoveRows();
    }
    int rowCount(const QModelIndex& parent = {}) const override { return parent.isValid() ? 0 : m_rows; }
    int columnCount(const QModelIndex& parent = {}) const override { return parent.isValid() ? 0 : 3; }
    QVariant data(const QModelIndex& index, int role) const override
    {
        return role == Qt::DisplayRole ? QVariant(QString::number(index.row())) : QVariant();
    }

private:
    int m_rows;
};

// How much of a widget was painted.
class PaintedRegion final : public QObject {
public:
    explicit PaintedRegion(QWidget* widget) { widget->installEventFilter(this); }
    QRegion region;

protected:
    bool eventFilter(QObject*, QEvent* event) override
    {
        if (event->type() == QEvent::Paint)
            region += static_cast<QPaintEvent*>(event)->region();
        return false;
    }
};

} // namespace

// Lists as a person uses them: tables of many rows, and keys with their values.
class tst_Rows final : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    void rowsBelowPaintNothing();
    void changesArePaintedAfterATimeOutOfSight();
    void tenMillionRows();
    void keysWalkRows();
    void mouseAndKeysSelectWholeRows();
    void removedRowsAreGone();
    void keysAreWholeWhileThereIsRoom_data();
    void keysAreWholeWhileThereIsRoom();

private:
    std::unique_ptr<Appearance> m_appearance;
    std::unique_ptr<TableView> m_table;
};

void tst_Rows::initTestCase()
{
    m_appearance = std::make_unique<Appearance>(*qApp);
    m_appearance->apply(*qApp, Scheme::Light);
}

void tst_Rows::init()
{
    m_table = std::make_unique<TableView>(*m_appearance);
    m_table->resize(600, 400);
}

void tst_Rows::rowsBelowPaintNothing()
{
    CountingModel model(100);
    m_table->setModel(&model);
    m_table->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_table.get()));
    QCoreApplication::processEvents();
    PaintedRegion painted(m_table->viewport());
    const int most = m_table->verticalScrollBar()->maximum();
    model.append(1000);
    QCoreApplication::processEvents();
    QVERIFY(painted.region.isEmpty());
    QCOMPARE(m_table->verticalScrollBar()->maximum(), most + 1000 * m_table->rowHeight());
    model.remove(1095);
    do { // until it is painted, and what hangs on the scroll bar that goes
        painted.region = {};
        QCoreApplication::processEvents();
    } while (!painted.region.isEmpty());
    model.append(3);
    QCoreApplication::processEvents();
    QVERIFY(!painted.region.isEmpty());
    QVERIFY(painted.region.boundingRect().top() >= 5 * m_table->rowHeight());
    m_table.reset();
}

void tst_Rows::changesArePaintedAfterATimeOutOfSight()
{
    CountingModel model(100);
    m_table->setModel(&model);
    m_table->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_table.get()));
    m_table->hide();
    model.reorder();
    QTimer later;
    later.setSingleShot(true);
    later.start(0);
    QTRY_VERIFY(!later.isActive()); // and with it what the table had to do
    m_table->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_table.get()));
    PaintedRegion painted(m_table->viewport());
    do {
        painted.region = {};
        QCoreApplication::processEvents();
    } while (!painted.region.isEmpty());
    model.change(3);
    QTRY_VERIFY(painted.region.contains(m_table->visualRect(model.index(3, 2)).center()));
    m_table.reset();
}

void tst_Rows::tenMillionRows()
{
    constexpr int rows = 10'000'000;
    CountingModel model(rows);
    m_table->setModel(&model);
    m_table->show();
    const int tall = m_table->rowHeight();
    QCOMPARE(m_table->verticalScrollBar()->maximum(), rows * tall - m_table->viewport()->height());
    m_table->scrollTo(model.index(rows - 1, 0));
    QCOMPARE(m_table->verticalScrollBar()->value(), m_table->verticalScrollBar()->maximum());
    const QRect last = m_table->visualRect(model.index(rows - 1, 1));
    QCOMPARE(last.bottom() + 1, m_table->viewport()->height());
    QCOMPARE(m_table->indexAt(last.center()), model.index(rows - 1, 1));
    QCOMPARE(m_table->rowsBottom(), m_table->viewport()->height());
    m_table->scrollTo(model.index(5'000'000, 0), QAbstractItemView::PositionAtTop);
    QCOMPARE(m_table->rowAt(0), 5'000'000);
    m_table->scrollTo(model.index(5'000'000, 0), QAbstractItemView::PositionAtBottom);
    QCOMPARE(m_table->visualRect(model.index(5'000'000, 0)).bottom() + 1, m_table->viewport()->height());
    QVERIFY(m_table->verticalHeader()->count() == 0); // Qt's would take 8 bytes a row, and add them all up
    m_table.reset();
}

void tst_Rows::keysWalkRows()
{
    CountingModel model(1000);
    m_table->setModel(&model);
    m_table->show();
    const int page = m_table->viewport()->height() / m_table->rowHeight() - 1;
    const auto press = [this](Qt::Key key) { QTest::keyClick(m_table.get(), key); };
    press(Qt::Key_Down);
    QCOMPARE(m_table->currentIndex(), model.index(0, 0));
    press(Qt::Key_Down);
    press(Qt::Key_Right);
    QCOMPARE(m_table->currentIndex(), model.index(1, 1));
    press(Qt::Key_PageDown);
    QCOMPARE(m_table->currentIndex(), model.index(1 + page, 1));
    QVERIFY(m_table->viewport()->rect().contains(m_table->visualRect(m_table->currentIndex())));
    press(Qt::Key_End);
    QCOMPARE(m_table->currentIndex().row(), 999);
    press(Qt::Key_PageUp);
    QCOMPARE(m_table->currentIndex().row(), 999 - page);
    press(Qt::Key_Home);
    press(Qt::Key_Up);
    QCOMPARE(m_table->currentIndex(), model.index(0, 1));
    press(Qt::Key_Left);
    press(Qt::Key_Left);
    QCOMPARE(m_table->currentIndex(), model.index(0, 0));
    m_table.reset();
}

void tst_Rows::mouseAndKeysSelectWholeRows()
{
    CountingModel model(1000);
    m_table->setModel(&model);
    m_table->show();
    const auto click = [&](int row, Qt::KeyboardModifiers keys) {
        QTest::mouseClick(m_table->viewport(), Qt::LeftButton, keys,
                          m_table->visualRect(model.index(row, 1)).center());
    };
    const auto selected = [this] {
        QList<int> rows;
        for (const QModelIndex& index : m_table->selectionModel()->selectedRows())
            rows.append(index.row());
        std::sort(rows.begin(), rows.end());
        return rows;
    };
    click(2, Qt::NoModifier);
    QCOMPARE(selected(), QList<int>{2});
    click(4, Qt::ShiftModifier);
    QCOMPARE(selected(), QList<int>({2, 3, 4}));
    click(7, Qt::ControlModifier);
    click(3, Qt::ControlModifier);
    QCOMPARE(selected(), QList<int>({2, 4, 7}));
    click(5, Qt::NoModifier);
    for (int i = 0; i < 30; ++i) // beyond what is in sight
        QTest::keyClick(m_table.get(), Qt::Key_Down, Qt::ShiftModifier);
    QCOMPARE(selected().size(), 31);
    QCOMPARE(selected().last(), 35);
    QTest::keyClick(m_table.get(), Qt::Key_Home, Qt::ShiftModifier);
    QCOMPARE(selected(), QList<int>({0, 1, 2, 3, 4, 5}));
    m_table.reset();
}

void tst_Rows::removedRowsAreGone()
{
    CountingModel model(1000);
    m_table->setModel(&model);
    m_table->show();
    m_table->scrollTo(model.index(999, 0));
    model.remove(900);
    QCOMPARE(m_table->verticalScrollBar()->maximum(),
             100 * m_table->rowHeight() - m_table->viewport()->height());
    QVERIFY(m_table->rowAt(m_table->viewport()->height() - 1) <= 99);
    m_table.reset();
}

void tst_Rows::keysAreWholeWhileThereIsRoom_data()
{
    QTest::addColumn<QString>("key");
    QTest::addColumn<QString>("value");
    QTest::addColumn<QString>("otherValue");
    const QString text = QStringLiteral("Approximate number of messages");
    const QString longValue =
        QStringLiteral("arn:aws:sqs:us-west-2:123456789012:a-queue-with-a-rather-long-name");
    QTest::newRow("alone") << text << QStringLiteral("12") << QStringLiteral("x");
    QTest::newRow("beside a long value") << text << QStringLiteral("12") << longValue;
    QTest::newRow("another") << QStringLiteral("Maximum message size") << QStringLiteral("262144")
                             << longValue;
}

// Compared with a view that has room for everything.
void tst_Rows::keysAreWholeWhileThereIsRoom()
{
    QFETCH(QString, key);
    QFETCH(QString, value);
    QFETCH(QString, otherValue);
    KeyValue row;
    row.key = key;
    row.value = value;
    KeyValue other;
    other.key = QStringLiteral("Arn");
    other.value = otherValue;
    const auto pictureOf = [&](int width) {
        KeyValueView view(*m_appearance, QStringLiteral("Details"), width == 312 ? 104 : 400);
        view.resize(width, 200);
        view.setSections({{QString(), {row, other}}});
        view.show();
        const int needed =
            14 + QFontMetrics(m_appearance->theme().font(FontRole::Secondary)).horizontalAdvance(key);
        return view.rows()->viewport()->grab(QRect(0, 0, needed, 22)).toImage();
    };
    QCOMPARE(pictureOf(312), pictureOf(1200));
}

INIA_TEST_CLASS(tst_Rows, QApplication)
#include "tst_rows.moc"
